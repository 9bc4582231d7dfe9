package io.restoreverifier.storage;

import static io.restoreverifier.storage.StateTable.DISK;
import static io.restoreverifier.storage.StateTable.sound;
import static io.restoreverifier.storage.StateTable.state;

import io.restoreverifier.storage.StateTable.State;
import java.util.List;
import java.util.Map;

/** What Dell publishes: the iDRAC and OMSA lay their tables out alike, and number the states otherwise. */
final class Dell {
    static final String IDRAC = "1.3.6.1.4.1.674.10892.5.5.1.20";
    static final String OMSA = "1.3.6.1.4.1.674.10893.1.20";

    static final Map<Integer, State> IDRAC_DISKS = Map.of(
            2, sound("ready"),
            3, sound("online"),
            4, state("foreign", Meaning.DISK_MISSING),
            5, state("offline", Meaning.DISK_FAILED),
            6, state("blocked", Meaning.DISK_FAILED),
            7, state("failed", Meaning.DISK_FAILED),
            8, sound("non-RAID"),
            9, state("removed", Meaning.DISK_MISSING),
            10, state("read-only", Meaning.DISK_FAILED));

    static final Map<Integer, State> IDRAC_ARRAYS = Map.of(
            2, sound("online"),
            3, state("failed", Meaning.DEGRADED),
            4, state("degraded", Meaning.DEGRADED));

    static final Map<Integer, State> IDRAC_BATTERIES = Map.of(
            2, sound("ready"),
            3, state("failed", Meaning.BATTERY),
            4, state("degraded", Meaning.BATTERY),
            5, state("missing", Meaning.BATTERY),
            6, state("charging", Meaning.BATTERY_LOW),
            7, state("below threshold", Meaning.BATTERY_LOW));

    static final Map<Integer, State> OMSA_DISKS = Map.ofEntries(
            Map.entry(1, sound("ready")),
            Map.entry(2, state("failed", Meaning.DISK_FAILED)),
            Map.entry(3, sound("online")),
            Map.entry(4, state("offline", Meaning.DISK_FAILED)),
            Map.entry(6, state("degraded", Meaning.DISK_FAILED)),
            Map.entry(7, state("recovering", Meaning.REBUILDING)),
            Map.entry(11, state("removed", Meaning.DISK_MISSING)),
            Map.entry(15, state("resynching", Meaning.REBUILDING)),
            Map.entry(24, state("rebuilding", Meaning.REBUILDING)),
            Map.entry(26, sound("formatting")),
            Map.entry(28, sound("in diagnostics")),
            Map.entry(34, state("predictive failure", Meaning.DISK_FAILING)),
            Map.entry(35, sound("initializing")),
            Map.entry(39, state("foreign", Meaning.DISK_MISSING)));

    static final Map<Integer, State> OMSA_ARRAYS = Map.ofEntries(
            Map.entry(1, sound("ready")),
            Map.entry(2, state("failed", Meaning.DEGRADED)),
            Map.entry(3, sound("online")),
            Map.entry(4, state("offline", Meaning.DEGRADED)),
            Map.entry(6, state("degraded", Meaning.DEGRADED)),
            Map.entry(7, sound("verifying")),
            Map.entry(15, state("resynching", Meaning.REBUILDING)),
            Map.entry(16, state("regenerating", Meaning.REBUILDING)),
            Map.entry(24, state("rebuilding", Meaning.REBUILDING)),
            Map.entry(26, sound("formatting")),
            Map.entry(32, state("reconstructing", Meaning.REBUILDING)),
            Map.entry(35, sound("initializing")),
            Map.entry(36, sound("initializing in the background")),
            Map.entry(52, state("permanently degraded", Meaning.DEGRADED)));

    static final Map<Integer, State> OMSA_BATTERIES = Map.of(
            1, sound("ready"),
            2, state("failed", Meaning.BATTERY),
            6, state("degraded", Meaning.BATTERY),
            7, sound("reconditioning"),
            9, sound("high"),
            10, state("low", Meaning.BATTERY_LOW),
            12, state("charging", Meaning.BATTERY_LOW),
            21, state("missing", Meaning.BATTERY),
            36, sound("learning"));

    /** @param warned what a disk says that expects to fail; one less means that it does not */
    static List<StateTable> tables(
            String root,
            Map<Integer, State> disks,
            Map<Integer, State> arrays,
            Map<Integer, State> batteries,
            int warned) {
        String disk = root + ".130.4.1";
        return List.of(
                new StateTable(DISK, disk + ".4", disk + ".2", disks),
                new StateTable(
                        "SMART of disk",
                        disk + ".31",
                        disk + ".2",
                        Map.of(
                                warned - 1,
                                sound("no alert"),
                                warned,
                                state("predictive failure", Meaning.DISK_FAILING))),
                new StateTable("array", root + ".140.1.1.4", root + ".140.1.1.2", arrays),
                new StateTable("battery", root + ".130.15.1.4", root + ".130.15.1.21", batteries));
    }

    private Dell() {}
}
