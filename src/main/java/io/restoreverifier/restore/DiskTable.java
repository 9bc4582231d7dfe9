package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The partition table of a disk, out of what {@code sfdisk --dump} says.
 *
 * @param gpt whether it is GPT, else MBR
 */
record DiskTable(boolean gpt, List<Slice> slices) {
    private static final Pattern LINE =
            Pattern.compile("\\S.*?(\\d{1,9}) : start= *(\\d+), size= *(\\d+), type=([0-9A-Fa-f-]+).*");
    private static final Pattern SECTOR = Pattern.compile("sector-size: (\\d{1,9})");
    private static final List<String> EXTENDED = List.of("5", "f", "85");
    /** Boot code of BIOS and of PReP, and what Microsoft keeps free. */
    private static final List<String> BOOT = List.of(
            "21686148-6449-6E6F-744E-656564454649",
            "9E1A2D38-C612-4316-AA26-8B49521E5A8B",
            "E3C9E316-0B5C-4DB8-817D-F92DF00215AE",
            "41");

    /** Of LVM. */
    private static final List<String> VOLUMES = List.of("E6D6D379-F507-44C2-A23C-238F2A3DF928", "8e");

    private static final String PROTECTIVE = "ee";
    private static final int LONGEST = 512;

    DiskTable {
        slices = List.copyOf(slices);
    }

    /**
     * A part of the disk, in bytes.
     *
     * @param number 0 for the whole disk
     * @param type as the table has it
     */
    record Slice(int number, long offset, long bytes, String type) {
        boolean isBootCode() {
            return BOOT.contains(type);
        }

        /** Whether the table has it as a physical volume of LVM. */
        boolean isForVolumes() {
            return VOLUMES.contains(type);
        }
    }

    static DiskTable of(List<String> lines) {
        long sector = 512;
        boolean gpt = false;
        List<Slice> slices = new ArrayList<>();
        for (String text : lines) {
            String line = text.substring(0, Math.min(LONGEST, text.length()));
            Matcher size = SECTOR.matcher(line);
            Matcher part = LINE.matcher(line);
            gpt |= line.equals("label: gpt");
            if (size.matches()) {
                sector = Long.parseLong(size.group(1));
            } else if (part.matches()) {
                slices.add(new Slice(
                        Integer.parseInt(part.group(1)),
                        bytes(part.group(2), sector),
                        bytes(part.group(3), sector),
                        part.group(4)));
            }
        }
        return new DiskTable(gpt, slices);
    }

    /** Of so many sectors; what no disk can hold, as a table may claim, is more than any does, and does not overflow. */
    private static long bytes(String sectors, long sector) {
        return new BigInteger(sectors)
                .multiply(BigInteger.valueOf(sector))
                .min(BigInteger.valueOf(Long.MAX_VALUE / 2))
                .longValue();
    }

    /** Whether further partitions are found by following the disk. */
    boolean isExtended() {
        return !gpt && slices.stream().anyMatch(slice -> EXTENDED.contains(slice.type()));
    }

    /** Those that hold something themselves. */
    List<Slice> holding() {
        return slices.stream()
                .filter(slice -> gpt || !EXTENDED.contains(slice.type()))
                .toList();
    }

    /** What is wrong with it. */
    Optional<Finding> trouble(String complaints, long disk) {
        if (!gpt && slices.stream().anyMatch(slice -> slice.type().equals(PROTECTIVE))) {
            return Optional.of(error(
                    FindingCode.ARTIFACT_CORRUPT,
                    "its MBR says that there is a partition table (GPT), and neither the first nor its copy can be"
                            + " read",
                    "take another copy; `gdisk` may find the partitions again"));
        }
        if (complaints.contains("GPT table is corrupt")) {
            boolean first = complaints.contains("primary GPT table is corrupt");
            return Optional.of(error(
                    FindingCode.ARTIFACT_CORRUPT,
                    "its partition table (GPT) is damaged: " + (first ? "the first" : "the copy at its end")
                            + " does not hold, the other does",
                    "look at the disk that is backed up: `sfdisk --verify`"));
        }
        return slices.stream()
                .filter(slice -> slice.offset() + slice.bytes() > disk)
                .findFirst()
                .map(slice -> error(
                        FindingCode.ARTIFACT_INCOMPLETE,
                        "partition " + slice.number() + " ends at byte " + (slice.offset() + slice.bytes())
                                + ", the disk at byte " + disk,
                        "was it cut off while it was copied?"));
    }

    static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
