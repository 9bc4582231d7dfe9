package io.restoreverifier.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The disk of a machine that came back: each of its partitions as a file in a sandbox, none of them mounted anywhere. */
public interface RestoredDisk extends Restored {

    /**
     * In the order of their numbers, a single one where a file system takes the whole disk; behind them the logical volumes (LVM) that
     * lie in them.
     */
    List<Partition> partitions();

    /**
     * Holds the file system of a partition by its own tool, which writes nothing.
     *
     * @throws CannotTell when the tool is not there or does not end within its limit
     */
    Examination examine(Partition partition, Duration limit);

    /**
     * Passes on everything that the file system of a partition holds, folders too. Links are not followed.
     *
     * @throws CannotTell when it cannot be read to its end; ask only where {@link Partition#isReadable()}
     */
    void files(Partition partition, Duration limit, Consumer<DiskFile> to);

    /**
     * The file that a path leads to, by links of the same file system too; empty when there is none.
     *
     * @throws CannotTell when that cannot be told from one that cannot be read
     */
    Optional<DiskFile> file(Partition partition, String path, Duration limit);

    /**
     * The SHA-256 of what a file holds, in hexadecimal.
     *
     * @throws CannotTell when it cannot be read to its end
     */
    String sha256(Partition partition, DiskFile file, Duration limit);

    /**
     * The first lines of a file, at most 200; may carry secrets.
     *
     * @throws CannotTell when they cannot be read
     */
    List<String> beginning(Partition partition, DiskFile file, Duration limit);

    /**
     * A part of the disk.
     *
     * @param number as its table has it; 0 for the whole disk; of logical volumes just one that no other has
     * @param volume which logical volume it is, with its group, {@code vg0/root}; empty when it is none
     * @param content what is in it, as blkid(8) calls it, such as {@code ext4}; empty when that is not known
     * @param use what is to be made of it
     * @param bytes its length
     * @param lack why it cannot be read, behind its label; empty when its content is why
     */
    record Partition(int number, String volume, String content, Use use, long bytes, String lack) {
        /** What a physical volume of LVM2 has in it, as blkid(8) calls it. */
        public static final String PHYSICAL_VOLUME = "LVM2_member";

        /** What one lacks in which there is nothing, though it was made to hold something. */
        public static final String ZEROS = "holds nothing but zeros";

        /** One that its table has, or the whole disk. */
        public Partition(int number, String content, Use use, long bytes) {
            this(number, "", content, use, bytes, "");
        }

        /** As it stands in a sentence. */
        public String label() {
            String place = !volume.isEmpty() ? "volume " + volume : number == 0 ? "whole disk" : "partition " + number;
            return place + (content.isEmpty() ? "" : " (" + content + ")");
        }

        /** As an entry names it: the number of a partition, or a volume with its group. */
        public String key() {
            return volume.isEmpty() ? Integer.toString(number) : volume;
        }

        /** What an entry has written, as {@link #key()} has it; empty when it can name nothing. */
        public static Optional<String> key(String written) {
            return written.matches("\\d{1,9}")
                    ? Optional.of(Integer.toString(Integer.parseInt(written)))
                    : Optional.of(written).filter(name -> name.matches("[\\w+.][\\w+.-]*/[\\w+.][\\w+.-]*"));
        }

        public boolean isReadable() {
            return use == Use.FILES;
        }
    }

    /** What is to be made of a partition. */
    enum Use {
        /** A file system that is read here. */
        FILES,
        /** What logical volumes lie in, each of which is told by itself. */
        VOLUMES,
        /** Nothing that a backup is made for: swap, code of the boot loader, zeros. */
        NOTHING,
        /** Something that is not read here, and the entry says that it knows. */
        LEFT_OUT,
        /** Something that is not read here. */
        UNREAD,
        /** A file system whose beginning is gone. */
        BROKEN
    }

    /**
     * What the tool said.
     *
     * @param tool its name
     * @param state what it found
     * @param said the lines that say so, fit to be shown; none when all is well
     */
    record Examination(String tool, State state, List<String> said) {
        public Examination {
            said = List.copyOf(said);
        }
    }

    /** What a tool can find. */
    enum State {
        SOUND,
        /** Sound, but a machine was running on it when it was copied. */
        IN_USE,
        DAMAGED,
        /** A machine was running on it, and what its log has still to bring in cannot be told from damage. */
        NOT_KNOWN,
        /** There is no tool for it that only reads. */
        NO_TOOL
    }

    /**
     * What a file system holds under a name.
     *
     * @param path from its top, with a slash before it
     * @param kind as {@code find -type} has it: f, d, l, or something else
     * @param bytes its length
     * @param modified when it was written last
     * @param link where a symbolic link leads to; else empty
     * @param inode by which it is found again
     */
    record DiskFile(String path, char kind, long bytes, Instant modified, String link, String inode) {
        public boolean isFile() {
            return kind == 'f';
        }
    }
}
