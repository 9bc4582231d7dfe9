package io.restoreverifier.restore;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Disks with LVM, made by {@code lvm} itself on loop devices of this machine, without a device mapper: it is told that none is
 * there. File systems are laid where it says that the volumes lie.
 */
public final class LvmSource {
    private static final String MAKE = """
        set -e
        cd "$1"
        attached() { losetup --find --show --offset "$1" --sizelimit "$2" "$3"; }
        first=$(attached 5242880 25165824 disk.raw)
        second=$(attached 31457280 25165824 disk.raw)
        alone=$(attached 0 16777216 alone.raw)
        trap 'losetup --detach "$first"; losetup --detach "$second"; losetup --detach "$alone"' EXIT
        cat >lvm.conf <<CONF
        devices { filter=["a|^$first\\$|", "a|^$second\\$|", "a|^$alone\\$|", "r|.*|"] use_devicesfile=0 hints="none"
          external_device_info_source="none" obtain_device_list_from_udev=0 }
        activation { udev_sync=0 udev_rules=0 monitoring=0 }
        backup { backup=0 archive=0 }
        global { locking_dir="$PWD/lock" use_lvmpolld=0 event_activation=0 }
        CONF
        export LVM_SYSTEM_DIR=$PWD LVM_SUPPRESS_FD_WARNINGS=1 DM_DISABLE_UDEV=1
        lvm() { command lvm "$1" --driverloaded n "${@:2}" 2>>log || { cat log >&2; exit 1; }; }
        made() { lvm lvcreate -an -Zn -Wn "$@" >>log; }

        lvm pvcreate --metadatasize 16k --dataalignment 64k "$first" >>log
        lvm pvcreate --metadatacopies 2 "$second" >>log
        lvm vgcreate -s 1m vg0 "$first" "$second" >>log
        made -l 6 -n root vg0 "$first"
        made -l 3 -n swap vg0 "$first"
        lvm lvextend -l 12 vg0/root "$first" >>log
        made -l 8 -n data vg0 "$first:15-19" "$second:0-2"
        made -i 2 -l 4 -n fast vg0 "$first" "$second"
        lvm vgcreate -s 1m alone "$alone" >>log
        made -l 12 -n root alone

        # Until the newest text begins before the end of its ring and goes on at its beginning.
        for tag in $(seq 60); do
          read -r size at length <<<"$(od -A n -w24 -t d8 -j $((5242880 + 4096 + 32)) -N 24 disk.raw)"
          [ $((at + length)) -le "$size" ] || break
          lvm vgchange --addtag "tag-$tag-of-those-that-make-the-text-longer" vg0 >>log
        done
        [ $((at + length)) -gt "$size" ]

        declare -A starts
        while read -r name start; do starts[$name]=$start; done < <(
          lvm pvs --noheadings --units b --nosuffix -o pv_name,pe_start)
        lay() { # volume, file system
          lvm lvs --noheadings --units b --nosuffix -o seg_start,seg_size,seg_pe_ranges "$1" | while read -r from size range; do
            device=${range%:*} extent=${range#*:}
            dd if="$2" of="$device" bs=64k iflag=skip_bytes,count_bytes oflag=seek_bytes conv=notrunc,sparse status=none \\
              skip="$from" count="$size" seek=$((${starts[$device]} + ${extent%-*} * 1048576))
          done
        }
        lay vg0/root root.img
        lay vg0/data data.img
        lay vg0/swap swap.img
        lay alone/root root.img
        sync disk.raw alone.raw
        """;

    private static final String FILES = """
        rm -rf /tmp/w && mkdir /tmp/w && cd /tmp/w && truncate -s 56M disk.raw && truncate -s 16M alone.raw
        mkdir data && seq 1 1000 >data/orders.csv && mke2fs -q -t ext4 -d data data.img 8M
        mke2fs -q -t ext4 -d /tmp/d/tree root.img 12M
        truncate -s 3M swap.img && mkswap swap.img >/dev/null
        printf 'label: gpt\\nstart=2048, size=8192, type=uefi\\nstart=10240, size=49152, type=lvm\\nstart=61440, size=49152, type=lvm\\n' |
          sfdisk -q disk.raw
        dd if=/tmp/d/esp.img of=disk.raw bs=1M seek=1 conv=notrunc,sparse status=none
        """;

    private final Path folder;

    /** @param source which makes what is laid into the volumes */
    public LvmSource(DiskSource source, Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        requirePrograms();
        source.shell(FILES);
        for (String name : List.of("disk.raw", "alone.raw", "root.img", "data.img", "swap.img")) {
            Files.write(folder.resolve(name), source.fetch("/tmp/w/" + name));
        }
        String trouble = run("bash", "-c", MAKE, "bash", folder.toString());
        if (!trouble.isEmpty()) {
            fail(trouble);
        }
    }

    /**
     * A GPT disk of 56 MiB: an EFI system partition, and two physical volumes of a group {@code vg0} with the volumes root (in two
     * pieces), swap, data (on both) and fast (in stripes).
     */
    public byte[] disk() throws IOException {
        return Files.readAllBytes(folder.resolve("disk.raw"));
    }

    /** A disk of 16 MiB that is a physical volume as a whole, of a group {@code alone} with one volume, root. */
    public byte[] alone() throws IOException {
        return Files.readAllBytes(folder.resolve("alone.raw"));
    }

    private static void requirePrograms() throws IOException, InterruptedException {
        String trouble = run("bash", "-c", "type -P lvm losetup >/dev/null && losetup --find >/dev/null");
        if (!trouble.isEmpty()) {
            String missing = "*** MISSING: lvm, or the right to attach loop devices *** no disk with LVM was restored:"
                    + " bin/provision installs lvm2, and root may attach. " + trouble;
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
    }

    /** Empty when all went well. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return status == 0 ? "" : "status " + status + ": " + said.strip();
    }
}
