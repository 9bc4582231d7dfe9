package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteTroubleTest {
    @TempDir
    Path folder;

    @Test
    void fullDiskIsOutOfDiskAndSaysWhatWasNeeded() {
        CannotTell trouble = WriteTrouble.explain(new IOException("No space left on device"), folder, 12_345);

        assertThat(trouble.code()).isEqualTo(FindingCode.OUT_OF_DISK);
        assertThat(trouble)
                .hasMessageMatching("the working folder's disk is full: needed 12 345 bytes, free [0-9 ]+ bytes");
        assertThat(trouble.hint()).isEqualTo("free some space or use another working folder");
    }

    @Test
    void exceededQuotaIsOutOfDisk() {
        IOException quota = new FileSystemException("/srv/x", null, "Disk quota exceeded");

        assertThat(WriteTrouble.explain(quota, folder, 1).code()).isEqualTo(FindingCode.OUT_OF_DISK);
    }

    @Test
    void otherTroubleNamesItsReasonAndNoPath() {
        IOException broken = new FileSystemException("/srv/x", null, "Input/output error");
        CannotTell trouble = WriteTrouble.explain(broken, folder, 1);

        assertThat(trouble.code()).isEqualTo(FindingCode.TOOL_FAILED);
        assertThat(trouble).hasMessage("the working folder cannot be written to: Input/output error");
    }
}
