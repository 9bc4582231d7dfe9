package io.restoreverifier.restore;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Sha256;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of Git Large File Storage: git itself keeps a pointer of three lines in their place (the specification is
 * {@code docs/spec.md} of git-lfs). Their content is beside the repository, or nowhere in the backup.
 */
final class LargeFiles extends SimpleFileVisitor<Path> {
    private static final int LONGEST_POINTER = 1024;
    private static final Pattern POINTER = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize \\d+\n?");

    private final Path tree;
    private final Optional<GitFolder> folder;
    private final List<Path> without = new ArrayList<>();

    private LargeFiles(Path tree, Optional<GitFolder> folder) {
        this.tree = tree;
        this.folder = folder;
    }

    /** Puts the content of each in its place in the tree. What is there must be what its pointer names. */
    static Optional<Finding> bring(Path tree, Optional<GitFolder> folder) throws IOException {
        LargeFiles files = new LargeFiles(tree, folder);
        Files.walkFileTree(tree, files);
        return files.without.isEmpty() ? Optional.empty() : Optional.of(files.finding());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && attributes.size() <= LONGEST_POINTER && attributes.size() > 0) {
            Matcher pointer = POINTER.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            if (pointer.matches() && !brought(file, pointer.group(1))) {
                without.add(file);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean brought(Path file, String sha256) throws IOException {
        Optional<Path> content = folder.map(f -> f.large(sha256));
        if (content.filter(c -> Files.isRegularFile(c, LinkOption.NOFOLLOW_LINKS))
                        .isEmpty()
                || !digest(content.get()).equals(sha256)) {
            return false;
        }
        Files.copy(content.get(), file, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.begin();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private Finding finding() {
        String first = SafeName.shown(tree.relativize(without.get(0)).toString());
        return Finding.error(
                FindingCode.GIT_BROKEN,
                Stage.RESTORE,
                first,
                Quantity.of(without.size(), "file is", "files are")
                        + " only a pointer of Git Large File Storage, whose content is not in the backup or damaged: "
                        + first,
                "fetch it before the backup, git lfs fetch --all, and back up the folder lfs too");
    }
}
