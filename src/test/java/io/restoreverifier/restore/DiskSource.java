package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Disks of a small machine, made by the real tools in files, as a user without rights and without a mount. */
public final class DiskSource implements AutoCloseable {
    /** The image with the tools, which is also what restores. */
    public static final String IMAGE = "localhost/restore-verifier/disk-tools:bookworm";

    private static final String TREE = """
        mkdir -p /tmp/d && cd /tmp/d
        mkdir -p tree/etc tree/boot tree/var/log tree/usr/bin tree/usr/lib
        echo web-01.example.org >tree/etc/hostname
        echo pl4nted-secret >tree/etc/shadow
        echo ID=debian >tree/usr/lib/os-release; ln -s ../usr/lib/os-release tree/etc/os-release
        echo '#!' >tree/usr/bin/sh; ln -s usr/bin tree/bin
        head -c 1500000 /dev/urandom >tree/var/log/syslog
        touch -d 2026-11-21T05:10:00Z tree/var/log/syslog
        echo a >"tree/with | and 'quotes' .txt"
        mke2fs -q -t ext4 -d tree root.img 24M
        mkfs.fat -C esp.img 4096 >/dev/null && mmd -i esp.img ::/EFI && mcopy -i esp.img tree/etc/hostname ::/EFI/loader.conf
        """;

    private final GenericContainer<?> container;

    public DiskSource() throws IOException, InterruptedException {
        container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "1200")
                        .withCmd()
                        .withUser("nobody")
                        .getHostConfig()
                        .withNetworkMode("none"))
                .withStartupTimeout(Duration.ofMinutes(1))
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        container.start();
        shell(TREE);
    }

    /**
     * A GPT disk of 32 MiB, of an EFI system partition and a root file system, as {@code disk.raw}.
     *
     * @param before what is done to {@code root.img} and {@code esp.img} in a copy, in shell
     * @param after what is done to the disk
     */
    public byte[] raw(String before, String after) throws IOException, InterruptedException {
        make(before, after);
        return fetch("/tmp/w/disk.raw");
    }

    private void make(String before, String after) throws IOException, InterruptedException {
        shell("""
            rm -rf /tmp/w && mkdir /tmp/w && cd /tmp/w && cp --sparse=always /tmp/d/root.img /tmp/d/esp.img . && truncate -s 32M disk.raw
            %s
            printf 'label: gpt\\nstart=2048, size=8192, type=uefi\\nstart=10240, size=49152, type=linux\\n' | sfdisk -q disk.raw
            dd if=esp.img of=disk.raw bs=1M seek=1 conv=notrunc,sparse status=none
            dd if=root.img of=disk.raw bs=1M seek=5 conv=notrunc,sparse status=none
            %s
            """.formatted(before, after));
    }

    /** The same as a qcow2 image; what is done to {@code disk.qcow2} is said last. */
    public byte[] qcow2(String before, String after) throws IOException, InterruptedException {
        make(before, "qemu-img convert -f raw -O qcow2 disk.raw disk.qcow2\n" + after);
        return fetch("/tmp/w/disk.qcow2");
    }

    /** A disk that was made elsewhere, as a qcow2 image. */
    public byte[] qcow2Of(byte[] disk) throws IOException, InterruptedException {
        container.copyFileToContainer(Transferable.of(disk, 0644), "/tmp/other.raw");
        shell("qemu-img convert -f raw -O qcow2 /tmp/other.raw /tmp/other.qcow2");
        return fetch("/tmp/other.qcow2");
    }

    /** Runs a script, as an unprivileged user. */
    public String shell(String script) throws IOException, InterruptedException {
        ExecResult result = container.execInContainer("sh", "-ec", script);
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(script + ":\n" + result.getStdout() + result.getStderr());
        }
        return result.getStdout();
    }

    /** A file of the container. */
    public byte[] fetch(String there) throws IOException {
        Path file = Files.createTempFile("disk", ".artifact");
        try {
            container.copyFileFromContainer(there, file.toString());
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
