package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgbackrestInfoTest {
    private static final String SAID = """
            [{"archive":[],"backup":[],"cipher":"none","db":[],"name":"main","repo":[{"cipher":"none","key":1,"status":\
            {"code":99,"message":"%s"}}],"status":{"code":99,"message":"other"}}]""";

    /** Both are "other" to pgBackRest. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [FormatError] unable to load info file 'backup.info' or 'backup.info.copy':\\nFileMissingError: | true
            [CryptoError] cipher header invalid | true
            [ChecksumError] invalid checksum | true
            bytes \\x01 that are none of JSON | true
            [PathOpenError] unable to list file info for path '/srv/backup': [13] Permission denied | false
            [FileOpenError] unable to open file '/srv/backup/main/backup.info' for read: [13] Permission denied | false
            [FileOpenError] unable to load info file '/srv/b.info' or '/srv/b.info.copy':\\nFileOpenError: unable to open file '/srv/b.info' for read: [13] Permission denied\\nFileMissingError: unable to open missing file '/srv/b.info.copy' for read | false
            """)
    void whatWasReadIsDamagedAndWhatWasNotReadIsNot(String message, boolean damaged) {
        PgbackrestInfo info = PgbackrestInfo.of(SAID.formatted(message));

        assertThat(info.status()).isEqualTo(PgbackrestInfo.UNREADABLE);
        assertThat(info.isDamaged()).isEqualTo(damaged);
    }
}
