# The programs that hold and read disks of machines for `restore: {disk-image: ...}`. No registry has it: build it on the
# engine, or let bin/provision make the same of the packages alone.
#
#   docker build -t localhost/restore-verifier/disk-tools:bookworm - <docs/images/disk-tools.Dockerfile
FROM debian:bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends \
      qemu-utils fdisk e2fsprogs dosfstools mtools xfsprogs btrfs-progs sleuthkit grub-common \
    && rm -rf /var/lib/apt/lists/*
