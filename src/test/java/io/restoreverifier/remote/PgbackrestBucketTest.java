package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.remote.Tool.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pgBackRest is told of a bucket, and what its words of the way there mean: they are as 2.45 has said them. */
class PgbackrestBucketTest {
    private static final String KEYS = "access-key: KEY, secret-key: SECRET";
    private static final String AT_HOME =
            "pgbackrest: 's3://backups/shop/pg', endpoint: 'https://s3.example.net:8443', ";
    private static final String CUT = """
            stanza: main
            status: error
              archiveId: 15-1, total WAL checked: 2, total valid WAL: 1
                missing: 0, checksum invalid: 0, size invalid: 0, other: 1
              backup: 20261128-144209F, status: invalid, total files checked: 0, total valid files: 0
            """;
    private static final String CUT_BY = "INFO: verify command begin 2.45: --repo1-s3-key=<redacted>\n"
            + "INFO: invalid result 15-1/0000000100000000/000000010000000000000001-9ba0ecc0754179afd0f9e7ab98f488cfa0329778.gz:"
            + " [101] raised from local-1 protocol: TLS error [1:167772454] unexpected eof while reading\n";

    @TempDir
    Path folder;

    @Test
    void aServerOfOnesOwnIsAskedAtItsPortWithTheBucketInThePath() {
        assertThat(told(AT_HOME + KEYS + ", session-token: TOKEN, authority: own.pem")
                        .lines())
                .containsExactly(
                        "repo1-type=s3",
                        "repo1-path=/shop/pg",
                        "repo1-s3-bucket=backups",
                        "repo1-s3-uri-style=path",
                        "repo1-s3-region=us-east-1",
                        "repo1-s3-endpoint=s3.example.net",
                        "repo1-storage-port=8443",
                        "repo1-s3-key=KEY",
                        "repo1-s3-key-secret=SECRET",
                        "repo1-s3-token=TOKEN",
                        "repo1-storage-ca-file=" + folder.resolve("own.pem"),
                        "io-timeout=12");
    }

    @Test
    void withoutAnEndpointItIsAmazonsOwnOfTheRegion() {
        assertThat(told("pgbackrest: 's3://backups', region: eu-central-1, " + KEYS)
                        .lines())
                .contains("repo1-path=/", "repo1-s3-uri-style=host", "repo1-s3-region=eu-central-1")
                .anyMatch(line -> line.matches("repo1-s3-endpoint=s3[.]eu-central-1[.]\\S+"))
                .noneMatch(line -> line.contains("port") || line.contains("token"));
    }

    @Test
    void nothingOfItIsPrintedByAccident() {
        PgbackrestPlace place = PgbackrestPlace.read(settings(AT_HOME + KEYS), patience());
        assertThat(place.toString()).doesNotContain("SECRET");
        assertThat(new PgbackrestCall(place, "", Duration.ofSeconds(1)).toString())
                .doesNotContain("SECRET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {azure://backups} | pgbackrest: is neither a folder nor a bucket as s3://bucket/path
            {s3://Backups} | pgbackrest: names no bucket
            {s3://backups, endpoint: 'http://h'} | endpoint: is not https, and pgBackRest speaks nothing else
            {s3://backups, endpoint: 'https://h/s3'} | endpoint: has a path, which pgBackRest does not ask
            {s3://backups, access-key: a} | secret-key: goes with the other: access-key and secret-key
            {s3://backups, access-key: a, secret-key: "b\\nrepo2-path=/"} | secret-key: is more than one line
            {/srv/backups, endpoint: 'https://h'} | endpoint: unknown key
            """)
    void mistakesInItsKeysAreProblems(String written, String problem) {
        Problems problems = new Problems();
        Settings settings = Sections.settings(
                folder, written.replaceFirst("\\{([^,}]*)", "{pgbackrest: '$1', stanza: main"), problems);
        PgbackrestStore.read(settings);
        settings.finish();
        assertThat(problems.all())
                .extracting(found -> found.key() + ": " + found.message())
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ERROR: [095]: unable to verify certificate presented by 'h:1': [18] self-signed certificate | SOURCE_UNREACHABLE | its certificate is not trusted: self-signed certificate
            ERROR: [095]: unable to find hostname 'h' in certificate common name or subject alternative names | SOURCE_UNREACHABLE | its certificate is of another host
            ERROR: [095]: unable to set user-defined CA certificate location: [2147483650] no details available | SOURCE_UNREACHABLE | the file under `authority` cannot be read as certificates
            ERROR: [101]: TLS error [1:167772427] wrong version number | SOURCE_UNREACHABLE | it does not speak TLS, or broke off
            ERROR: [049]: unable to get address for 'nowhere.invalid': [-2] Name or service not known | SOURCE_UNREACHABLE | its host cannot be found
            ERROR: [042]: raised from local-1 protocol: timeout after 2000ms waiting for read from 'h:1' | TIMED_OUT | it said nothing for too long
            ERROR: [042]: unexpected EOF reading HTTP content | SOURCE_UNREACHABLE | the connection broke off
            ERROR: [029]: HTTP response status 'SSH-2.0' should be CR-terminated | SOURCE_UNREACHABLE | it gave an answer that is none of S3
            """)
    void whatIsOfTheWayIsNoDamage(String said, FindingCode code, String message) {
        assertThatThrownBy(() -> PgbackrestWords.judge(new Answer(95, "", said), "all of it", place()))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e)
                            .hasMessage("pgbackrest does not reach s3://backups/shop/pg/ on s3.example.net:8443: "
                                    + message);
                    assertThat(e.hint()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | NoSuchBucket | the bucket backups does not exist | correct its name
            404 | NoSuchKey | s3://backups/shop/pg/ does not exist, says s3.example.net:8443 | correct `pgbackrest`
            403 | SignatureDoesNotMatch | s3.example.net:8443 answered 403 SignatureDoesNotMatch | check the credentials, and that they may list and read s3://backups/shop/pg/
            400 | ExpiredToken | s3.example.net:8443 answered 400 ExpiredToken | get new credentials: these have expired
            301 | PermanentRedirect | s3.example.net:8443 answered 301 PermanentRedirect | set `region` to that of the bucket
            503 | SlowDown | s3.example.net:8443 answered 503 SlowDown | look at the server, or run later
            """)
    void whatTheServerAnswersIsToldAsOfAnyPlaceInS3(int status, String code, String message, String hint) {
        String said = "ERROR: [039]: HTTP request failed with " + status
                + ":\n*** Path/Query ***:\nGET /backups/?list-type=2\n" + "*** Response Content ***:\n<Error><Code>"
                + code + "</Code><AWSAccessKeyId>KEY</AWSAccessKeyId></Error>";
        assertThat(place().trouble(said)).hasValueSatisfying(e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e).hasMessage(message);
            assertThat(e.hint()).isEqualTo(hint);
        });
    }

    @Test
    void whatIsOfTheRepositoryIsOfNoWay() {
        for (String said : List.of(
                "ERROR: [055]: raised from local-1 protocol: unable to open missing file '/shop/pg/backup/x.gz' for read",
                "ERROR: [095]: cipher header invalid",
                "ERROR: [026]: error restoring 'base/1': actual checksum '1' does not match expected checksum '2'",
                "ERROR: [029]: zlib threw error: [-3] data error",
                "ERROR: [029]: unexpected eof in compressed data",
                "ERROR: [039]: HTTP request failed with 416 (Requested Range Not Satisfiable):")) {
            assertThat(place().trouble(said)).as(said).isEmpty();
            assertThatThrownBy(() -> PgbackrestWords.judge(new Answer(1, "", said), "backup x", place()))
                    .as(said)
                    .isInstanceOf(BrokenArtifact.class);
        }
    }

    @Test
    void aCheckThatLostItsWayHasFoundNothing() {
        assertThatThrownBy(() -> PgbackrestWords.damage(new Answer(0, CUT, CUT_BY), place()))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE));
        assertThat(PgbackrestWords.damage(new Answer(0, CUT, "INFO: invalid result x: [29] zlib threw error"), place()))
                .contains("1 of 2 WAL segments of 15-1 are valid, backup 20261128-144209F is invalid");
        String proven = CUT.replace("checksum invalid: 0", "checksum invalid: 1");
        assertThat(PgbackrestWords.damage(new Answer(0, proven, CUT_BY), place()))
                .isNotEmpty();
    }

    private PgbackrestPlace place() {
        return PgbackrestPlace.read(settings(AT_HOME + KEYS), patience());
    }

    private String told(String keys) {
        return PgbackrestPlace.read(settings(keys), patience()).configuration(Duration.ofSeconds(12));
    }

    private Settings settings(String keys) {
        Problems problems = new Problems();
        Settings settings = Sections.settings(folder, "{" + keys + "}", problems);
        assertThat(problems.all()).isEmpty();
        return settings;
    }

    private static Patience patience() {
        return new Patience(Duration.ofSeconds(60), 5, Duration.ofSeconds(1));
    }
}
