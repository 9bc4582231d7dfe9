package io.restoreverifier.storage;

import static io.restoreverifier.storage.StateTable.DISK;
import static io.restoreverifier.storage.StateTable.sound;
import static io.restoreverifier.storage.StateTable.state;

import java.util.List;
import java.util.Map;

/** What Synology publishes: SYNOLOGY-DISK-MIB and SYNOLOGY-RAID-MIB. */
final class Synology {
    static final String ROOT = "1.3.6.1.4.1.6574";

    static final List<StateTable> TABLES = List.of(
            new StateTable(
                    DISK,
                    ROOT + ".2.1.1.5",
                    ROOT + ".2.1.1.2",
                    Map.of(
                            1, sound("normal"),
                            2, sound("initialized"),
                            3, sound("not initialized"),
                            4, state("its system partition failed", Meaning.DISK_FAILED),
                            5, state("crashed", Meaning.DISK_FAILED))),
            new StateTable(
                    "health of disk",
                    ROOT + ".2.1.1.13",
                    ROOT + ".2.1.1.2",
                    Map.of(
                            1, sound("normal"),
                            2, state("warning", Meaning.DISK_FAILING),
                            3, state("critical", Meaning.DISK_FAILING),
                            4, state("failing", Meaning.DISK_FAILING))),
            new StateTable(
                    "array",
                    ROOT + ".3.1.1.3",
                    ROOT + ".3.1.1.2",
                    Map.ofEntries(
                            Map.entry(1, sound("normal")),
                            Map.entry(2, state("repairing", Meaning.REBUILDING)),
                            Map.entry(3, state("migrating", Meaning.REBUILDING)),
                            Map.entry(4, sound("expanding")),
                            Map.entry(5, sound("being deleted")),
                            Map.entry(6, sound("being created")),
                            Map.entry(7, state("syncing", Meaning.REBUILDING)),
                            Map.entry(8, sound("checking its parity")),
                            Map.entry(9, sound("being assembled")),
                            Map.entry(10, sound("cancelling")),
                            Map.entry(11, state("degraded", Meaning.DEGRADED)),
                            Map.entry(12, state("crashed", Meaning.DEGRADED)),
                            Map.entry(13, sound("being scrubbed")),
                            Map.entry(14, sound("being deployed")),
                            Map.entry(15, sound("being undeployed")),
                            Map.entry(16, sound("mounting its cache")),
                            Map.entry(17, sound("unmounting its cache")),
                            Map.entry(18, sound("expanding, unfinished")),
                            Map.entry(19, sound("being converted to a pool")),
                            Map.entry(20, state("migrating to SHR2", Meaning.REBUILDING)))));

    private Synology() {}
}
