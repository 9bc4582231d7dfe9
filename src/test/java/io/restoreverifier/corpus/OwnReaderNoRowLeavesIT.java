package io.restoreverifier.corpus;

import java.io.IOException;

/** Nor does one leave when our own reader restores, since there is no pg_restore; and the errors have the same words. */
class OwnReaderNoRowLeavesIT extends NoRowLeavesIT {
    @Override
    String catalogLines() throws IOException, InterruptedException {
        return ServerAlone.inCatalog(15);
    }
}
