package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room(Path.of("/big"), 100L << 20);

    @Test
    void allOfItMayBeTaken() {
        assertThatCode(() -> {
                    room.take(60L << 20);
                    room.take(40L << 20);
                    room.take(0);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsTakenAddsUp() {
        room.take(60L << 20);

        assertThatThrownBy(() -> room.take(41L << 20))
                .isInstanceOf(CannotTell.class)
                .hasMessage("the restored backup needs 101 MiB of disk, /big has 100 MiB")
                .extracting(e -> ((CannotTell) e).code())
                .isEqualTo(FindingCode.OUT_OF_DISK);
    }

    @Test
    void whateverIsClaimedDoesNotOverflow() {
        room.take(60L << 20);

        assertThatThrownBy(() -> room.take(Long.MAX_VALUE))
                .hasMessage("the restored backup needs 8796093022267 MiB of disk, /big has 100 MiB");
    }
}
