package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static io.restoreverifier.inspect.Fetched.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.TableOfContents;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarDumpInspectionTest {
    private static final byte[] DUMP = resource("sample-tar.dump");
    private static final int BLOCK = 512;

    @TempDir
    Path folder;

    @Test
    void healthyDumpSaysWhatTheCustomOneSays() throws Exception {
        Inspection tar = inspect(folder, DUMP);
        TableOfContents contents = tar.contents().orElseThrow();
        TableOfContents custom =
                inspect(folder, resource("sample.dump")).contents().orElseThrow();

        assertThat(tar.findings()).isEmpty();
        assertThat(tar.format()).isEqualTo(Format.POSTGRESQL_TAR);
        assertThat(tar.selfChecking()).isFalse();
        assertThat(contents.databaseName()).isEqualTo("sample");
        assertThat(contents.writtenAt()).isPresent();
        assertThat(contents.entries())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactlyElementsOf(custom.entries());
        assertThat(contents.rows()).isEqualTo(custom.rows()).isPresent();
        assertThat(tar.attachments().get(0).content()).contains("TABLE DATA public customers postgres ; 20 rows\n");

        Path file = Fetched.of(folder, DUMP).file();
        assertThat(Inspector.glance(file).database()).isEqualTo("sample");
        assertThat(DumpRoles.of(file, Format.POSTGRESQL_TAR)).containsExactly("postgres");
    }

    @Test
    void dumpThatIsCutAnywhereIsIncomplete() {
        for (int length = 2 * BLOCK; length < DUMP.length - 2 * BLOCK; length += 777) {
            assertThat(errors(inspect(folder, Arrays.copyOf(DUMP, length))))
                    .as("cut to %d of %d bytes", length, DUMP.length)
                    .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        }
    }

    @Test
    void flippedByteInAHeaderIsDamage() {
        int header = header("restore.sql");
        for (int at = header; at < header + 150; at += 7) {
            byte[] flipped = DUMP.clone();
            flipped[at] ^= 0x08;
            assertThat(errors(inspect(folder, flipped)))
                    .as("flipped byte %d", at)
                    .isSubsetOf(FindingCode.ARTIFACT_CORRUPT, FindingCode.ARTIFACT_INCOMPLETE)
                    .isNotEmpty();
        }
    }

    @Test
    void rowsWithoutTheirMarkAreDamage() {
        String text = new String(DUMP, StandardCharsets.ISO_8859_1);
        int mark = text.indexOf("\n\\.\n\n\n");
        byte[] broken = DUMP.clone();
        broken[mark + 2] = 'x';

        Finding finding = only(broken);

        assertThat(finding.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT);
        assertThat(finding.message())
                .matches("the dump is damaged in its member \\d+\\.dat: its rows do not end with the end-of-data mark");
    }

    @Test
    void memberThatIsMissingIsTold() {
        int customers = number("customers");

        assertThat(only(without(customers + ".dat")).message())
                .isEqualTo("the dump has no member for the data of table public.customers");
        assertThat(only(without("blobs.toc")).message()).isEqualTo("the dump has no member for the large objects");
        assertThat(only(without("blob_4711.dat")).message()).isEqualTo("the dump has no member for 1 large object");
        assertThat(only(without("blob_4711.dat")).code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void memberThatNobodyWaitsForIsTold() {
        int customers = number("customers");

        assertThat(only(renamed(customers + ".dat", name -> "9999.dat")).message())
                .isEqualTo(
                        "the dump is damaged in its member 9999.dat: no entry of the table of contents waits for it");
        assertThat(only(renamed("blob_4711.dat", name -> "evil.sh")).message())
                .isEqualTo("the dump is damaged in its member evil.sh: pg_dump writes none of that name");
    }

    private int number(String table) {
        return inspect(folder, DUMP).contents().orElseThrow().entries().stream()
                .filter(e -> e.type().equals("TABLE DATA") && e.name().equals(table))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Finding only(byte[] bytes) {
        Inspection inspection = inspect(folder, bytes);
        assertThat(inspection.findings()).hasSize(1);
        return inspection.findings().get(0);
    }

    private static int header(String member) {
        for (int at = 0; at < DUMP.length; at = next(at)) {
            if (name(at).equals(member)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no member " + member);
    }

    private static byte[] without(String member) {
        int at = header(member);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        left.write(DUMP, 0, at);
        left.write(DUMP, next(at), DUMP.length - next(at));
        return left.toByteArray();
    }

    private static byte[] renamed(String member, UnaryOperator<String> name) {
        int at = header(member);
        byte[] renamed = DUMP.clone();
        Arrays.fill(renamed, at, at + 100, (byte) 0);
        byte[] written = name.apply(member).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(written, 0, renamed, at, written.length);
        Arrays.fill(renamed, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + BLOCK; i++) {
            sum += renamed[i] & 0xff;
        }
        byte[] checksum = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, renamed, at + 148, checksum.length);
        return renamed;
    }

    private static String name(int at) {
        return new String(DUMP, at, 100, StandardCharsets.US_ASCII).replaceFirst("\0.*$", "");
    }

    private static int next(int at) {
        String octal = new String(DUMP, at + 124, 11, StandardCharsets.US_ASCII).strip();
        int size = octal.isBlank() ? 0 : Integer.parseInt(octal.replace("\0", ""), 8);
        return at + BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
}
