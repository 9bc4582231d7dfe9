package io.restoreverifier.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that is wrong with an array.
 *
 * @param oid below the preset's root
 * @param value in place of the sound one
 * @param told the code of the finding, and what it says
 */
record ArrayFault(String preset, String oid, int value, String told) {
    private static final Map<String, String> ROOTS = Map.of(
            "dell", "1.3.6.1.4.1.674.10892.5.5.1.20",
            "omsa", "1.3.6.1.4.1.674.10893.1.20",
            "megaraid", "1.3.6.1.4.1.3582.4.1.4",
            "synology", "1.3.6.1.4.1.6574");

    /** As the maker's agent tells it when all is well: two disks, an array, and a battery where the MIB has one. */
    static Map<String, Object> sound(String preset) {
        Map<String, Object> values = new LinkedHashMap<>();
        String root = ROOTS.get(preset) + ".";
        switch (preset) {
            case "dell" -> dell(values, root, 3, 0, 2, 2);
            case "omsa" -> dell(values, root, 3, 1, 1, 1);
            case "megaraid" -> {
                for (int disk = 0; disk < 2; disk++) {
                    values.put(root + "2.1.2.1.10." + disk, 24);
                    values.put(root + "2.1.2.1.25." + disk, "ST4000NM");
                }
                values.put(root + "3.1.2.1.5.0", 3);
            }
            default -> {
                for (int disk = 0; disk < 2; disk++) {
                    values.put(root + "2.1.1.2." + disk, "Disk " + (disk + 1));
                    values.put(root + "2.1.1.5." + disk, 1);
                    values.put(root + "2.1.1.13." + disk, 1);
                }
                values.put(root + "3.1.1.2.0", "Volume 1");
                values.put(root + "3.1.1.3.0", 1);
            }
        }
        return values;
    }

    private static void dell(Map<String, Object> values, String root, int disk, int alert, int array, int battery) {
        for (int number = 1; number <= 2; number++) {
            values.put(root + "130.4.1.2." + number, "Physical Disk 0:1:" + number);
            values.put(root + "130.4.1.4." + number, disk);
            values.put(root + "130.4.1.31." + number, alert);
        }
        values.put(root + "140.1.1.2.1", "Virtual Disk 0");
        values.put(root + "140.1.1.4.1", array);
        values.put(root + "130.15.1.4.1", battery);
        values.put(root + "130.15.1.21.1", "Battery on Integrated RAID");
    }

    Map<String, Object> values() {
        Map<String, Object> values = sound(preset);
        if (values.put(ROOTS.get(preset) + "." + oid, value) == null) {
            throw new IllegalStateException("nothing was sound at " + oid);
        }
        return values;
    }

    static List<ArrayFault> all() {
        return List.of(
                new ArrayFault("dell", "130.4.1.4.2", 7, "ERROR DISK_FAILED disk 2 (Physical Disk 0:1:2) is failed"),
                new ArrayFault("dell", "130.4.1.4.2", 9, "ERROR DISK_MISSING disk 2 (Physical Disk 0:1:2) is removed"),
                new ArrayFault(
                        "dell",
                        "130.4.1.31.1",
                        1,
                        "ERROR DISK_FAILING SMART of disk 1 (Physical Disk 0:1:1) is predictive failure"),
                new ArrayFault("dell", "140.1.1.4.1", 4, "ERROR ARRAY_DEGRADED array 1 (Virtual Disk 0) is degraded"),
                new ArrayFault(
                        "dell",
                        "130.15.1.4.1",
                        3,
                        "ERROR BATTERY_FAILED battery 1 (Battery on Integrated RAID) is failed"),
                new ArrayFault(
                        "dell",
                        "130.15.1.4.1",
                        6,
                        "WARNING BATTERY_FAILED battery 1 (Battery on Integrated RAID) is charging"),
                new ArrayFault(
                        "dell",
                        "140.1.1.4.1",
                        1,
                        "ERROR TOOL_FAILED array 1 (Virtual Disk 0) is in state 1, which says nothing of it"),
                new ArrayFault(
                        "omsa",
                        "130.4.1.4.1",
                        24,
                        "WARNING ARRAY_REBUILDING disk 1 (Physical Disk 0:1:1) is rebuilding"),
                new ArrayFault(
                        "omsa",
                        "130.4.1.4.1",
                        34,
                        "ERROR DISK_FAILING disk 1 (Physical Disk 0:1:1) is predictive failure"),
                new ArrayFault(
                        "omsa",
                        "130.4.1.31.1",
                        2,
                        "ERROR DISK_FAILING SMART of disk 1 (Physical Disk 0:1:1) is predictive failure"),
                new ArrayFault("omsa", "140.1.1.4.1", 6, "ERROR ARRAY_DEGRADED array 1 (Virtual Disk 0) is degraded"),
                new ArrayFault(
                        "omsa",
                        "130.15.1.4.1",
                        21,
                        "ERROR BATTERY_FAILED battery 1 (Battery on Integrated RAID) is missing"),
                new ArrayFault("megaraid", "2.1.2.1.10.1", 17, "ERROR DISK_FAILED disk 1 (ST4000NM) is failed"),
                new ArrayFault(
                        "megaraid", "2.1.2.1.10.1", 20, "WARNING ARRAY_REBUILDING disk 1 (ST4000NM) is rebuilding"),
                new ArrayFault("megaraid", "3.1.2.1.5.0", 1, "ERROR ARRAY_DEGRADED array 0 is partially degraded"),
                new ArrayFault("synology", "2.1.1.5.0", 5, "ERROR DISK_FAILED disk 0 (Disk 1) is crashed"),
                new ArrayFault("synology", "2.1.1.13.1", 4, "ERROR DISK_FAILING health of disk 1 (Disk 2) is failing"),
                new ArrayFault("synology", "3.1.1.3.0", 2, "WARNING ARRAY_REBUILDING array 0 (Volume 1) is repairing"),
                new ArrayFault("synology", "3.1.1.3.0", 11, "ERROR ARRAY_DEGRADED array 0 (Volume 1) is degraded"));
    }

    @Override
    public String toString() {
        return preset + " " + told;
    }
}
