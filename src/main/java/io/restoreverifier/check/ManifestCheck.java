package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code manifest: SHA256SUMS}: every file that the manifest names came back with the bytes it had. Written as
 * sha256sum(1), sha512sum(1) and md5sum(1) write it; lies inside the archive.
 */
final class ManifestCheck extends FilesCheck {
    private static final Pattern LINE = Pattern.compile("^(\\\\?)([0-9a-fA-F]{32,128}) [ *](.+)$");
    private static final Map<Integer, String> ALGORITHMS =
            Map.of(32, "MD5", 40, "SHA-1", 56, "SHA-224", 64, "SHA-256", 96, "SHA-384", 128, "SHA-512");
    private static final int MOST_FINDINGS = 20;

    private final String manifest;

    ManifestCheck(String manifest) {
        this.manifest = manifest;
    }

    private record Line(String hex, String algorithm, String path) {}

    @Override
    public String name() {
        return "manifest";
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) throws IOException {
        Path file = files.root().resolve(manifest).normalize();
        if (!file.startsWith(files.root()) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return CheckReport.of(failed(
                    FindingCode.FILE_MISSING,
                    manifest,
                    "a manifest",
                    "missing",
                    "manifest " + manifest + " is not in the restored tree",
                    "is it written before the archive is made?"));
        }
        List<CheckResult> bad = new ArrayList<>();
        int[] held = new int[1];
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            for (String text : (Iterable<String>) lines.filter(l -> !l.isBlank())::iterator) {
                hold(files.root(), text, bad, held);
            }
        } catch (java.io.UncheckedIOException e) {
            return CheckReport.of(unreadable("it is not text in UTF-8"));
        }
        return CheckReport.of(summary(bad, held[0]));
    }

    private void hold(Path root, String text, List<CheckResult> bad, int[] held) throws IOException {
        Matcher matcher = LINE.matcher(text);
        String algorithm = matcher.matches() ? ALGORITHMS.get(matcher.group(2).length()) : null;
        if (algorithm == null) {
            bad.add(unreadable("line " + (held[0] + bad.size() + 1) + " is not of the form that sha256sum writes"));
            return;
        }
        String path = matcher.group(1).isEmpty() ? matcher.group(3) : unescaped(matcher.group(3));
        CheckResult result = held(root, new Line(matcher.group(2), algorithm, path));
        if (result.findings().isEmpty()) {
            held[0]++;
        } else {
            bad.add(result);
        }
    }

    private CheckResult held(Path root, Line line) throws IOException {
        Path file = root.resolve(line.path()).normalize();
        String shown = printable(line.path());
        if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return failed(
                    FindingCode.FILE_MISSING,
                    shown,
                    "came back",
                    "missing",
                    "file " + shown + " is in the manifest and did not come back",
                    "was it excluded from the archive, or removed after the manifest was written?");
        }
        String found = digest(file, line.algorithm());
        if (!found.equalsIgnoreCase(line.hex())) {
            return failed(
                    FindingCode.FILE_CHANGED,
                    shown,
                    line.algorithm() + " " + line.hex(),
                    found,
                    "file " + shown + " is not the one in the manifest: its " + line.algorithm() + " differs",
                    "did it change between the manifest and the archive, or afterwards?");
        }
        return CheckResult.passed(name(), shown, line.hex(), found);
    }

    private List<CheckResult> summary(List<CheckResult> bad, int held) {
        if (bad.isEmpty() && held > 0) {
            return List.of(CheckResult.passed(name(), manifest, "every file as it was", held + " files as they were"));
        }
        if (bad.isEmpty()) {
            return List.of(unreadable("it names no file"));
        }
        List<CheckResult> shown = new ArrayList<>(bad.subList(0, Math.min(MOST_FINDINGS, bad.size())));
        if (bad.size() > MOST_FINDINGS) {
            shown.add(failed(
                    FindingCode.FILE_CHANGED,
                    manifest,
                    "every file as it was",
                    bad.size() + " differ",
                    "and " + (bad.size() - MOST_FINDINGS) + " more files",
                    ""));
        }
        return shown;
    }

    private CheckResult unreadable(String why) {
        return failed(
                FindingCode.FILE_CHANGED,
                manifest,
                "a manifest",
                why,
                "manifest " + manifest + " cannot be used: " + why,
                "write it with `sha256sum`, for example: find . -type f ! -name SHA256SUMS -exec sha256sum {} +");
    }

    private CheckResult failed(
            FindingCode code, String subject, String expected, String found, String message, String hint) {
        return CheckResult.withFinding(
                name(), subject, expected, found, Finding.error(code, Stage.CHECK, subject, message, hint));
    }

    private static String digest(Path file, String algorithm) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static String unescaped(String path) {
        return path.replace("\\\\", "\u0000")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\u0000", "\\");
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }
}
