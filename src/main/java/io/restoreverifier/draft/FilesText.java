package io.restoreverifier.draft;

/** The sections `restore:` and `checks:` of files. */
final class FilesText {
    private FilesText() {}

    /** Of a git bundle. */
    static void appendGit(StringBuilder text) {
        text.append("restore:\n  git: {}\n\n");
        text.append("checks:\n");
        text.append("  # branches: [main]         # that must be there; tags: likewise\n");
        text.append("  # commit: \"8f0e3c1\"        # one that only the right repository has\n");
        text.append("  # newest-data: {quiet: WHY}  # when nothing is committed for longer than the RPO\n");
    }

    /** Of the disk of a machine. */
    static void appendDisk(StringBuilder text) {
        text.append("restore:\n  disk-image: {}\n\n");
        text.append("checks:\n");
        text.append("  # identity: {file: /etc/hostname, expect: web-01}   # is it the right machine?\n");
        text.append("  # contains: [/etc/os-release]                      # from the top of each file system\n");
        text.append("  # newest-data: \"/var/log/**\"                      # when the newest of them was written\n");
    }

    static void append(Layout layout, StringBuilder text) {
        text.append("restore:\n");
        text.append(
                layout.strip() == 0
                        ? "  files: {}\n\n"
                        : "  files: {strip: " + layout.strip() + "}        # all of it lies in one folder\n\n");
        text.append("checks:\n");
        text.append(layout.manifest()
                .map(name ->
                        "  manifest: " + YamlText.scalar(name) + "       # every file in it has the bytes it should\n")
                .orElse("  # manifest: SHA256SUMS     # a file of the archive, as sha256sum writes it\n"));
        text.append(
                layout.landmarks().isEmpty()
                        ? "  # contains: [pom.xml, \"src/**/*.java\"]\n"
                        : "  contains: " + YamlText.list(layout.landmarks()) + "\n");
        text.append("  # commands:                # in a container without network, on the restored tree\n");
        text.append("  #   - {name: it compiles, image: \"eclipse-temurin:17-jdk\", run: \"javac ...\"}\n");
    }
}
