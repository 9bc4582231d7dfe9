package io.restoreverifier.disposal;

import java.io.IOException;
import org.junit.jupiter.api.Nested;

/** {@code kill -9}, with each kind of sandboxes. */
class KilledIT {
    @Nested
    class WithContainers extends KilledContract {
        @Override
        Fire fire() throws IOException {
            return Fire.onDocker();
        }
    }

    @Nested
    class WithProcesses extends KilledContract {
        @Override
        Fire fire() throws IOException {
            return Fire.onThisMachine();
        }
    }
}
