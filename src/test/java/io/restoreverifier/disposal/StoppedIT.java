package io.restoreverifier.disposal;

import java.io.IOException;
import org.junit.jupiter.api.Nested;

/** Ctrl-C and SIGTERM, with each kind of sandboxes. */
class StoppedIT {
    @Nested
    class WithContainers extends StoppedContract {
        @Override
        Fire fire() throws IOException {
            return Fire.onDocker();
        }
    }

    @Nested
    class WithProcesses extends StoppedContract {
        @Override
        Fire fire() throws IOException {
            return Fire.onThisMachine();
        }
    }
}
