package io.restoreverifier.restore;

import io.restoreverifier.model.RestoredDisk.State;
import io.restoreverifier.restore.DiskTools.Said;
import io.restoreverifier.sandbox.OwnText;
import java.util.List;
import java.util.Optional;

/**
 * A family of file systems that programs read out of a file, and how each is held, listed and read. Every script takes the file as
 * {@code $1}; none of them writes to it but the replay of a log, which is done in our own copy as a machine does it when it starts.
 */
enum DiskFileSystem {
    EXT(List.of("ext2", "ext3", "ext4"), "e2fsck", """
        case $(dumpe2fs -h "$1" 2>/dev/null) in
          *needs_recovery*) echo IN USE; e2fsck -y -E journal_only "$1" >/dev/null 2>&1 ;;
        esac
        e2fsck -fn "$1\"\
        """),
    FAT(List.of("vfat"), "fsck.fat", "fsck.fat -n \"$1\""),
    XFS(List.of("xfs"), "xfs_repair", "xfs_repair -n -f \"$1\""),
    BTRFS(List.of("btrfs"), "btrfs check", "btrfs check --readonly \"$1\""),
    NTFS(List.of("ntfs", "exfat"), "", "");

    /**
     * One line for each name, as the Sleuth Kit's body file has it. A listing is kept only when its last line says that it is whole,
     * which it does not when it was cut off after {@code $2} bytes, or when a folder or a name was left out with a complaint.
     */
    private static final String LIST = """
        %s -V >/dev/null || exit
        %s
        kept() {
          {
            lack=$({ walk '' "$1" && echo WHOLE; } 2>&1 >&3 3>&- | grep -m 1 -e '^error: ' -e 'error reading directory')
            [ -z "$lack" ] || echo BROKEN
          } 3>&1 | head -c "$2" >"$1.part" || return
          [ "$(tail -n 1 "$1.part")" = WHOLE ] && mv "$1.part" "$1.list"
        }
        { [ -e "$1.list" ] || kept "$@"; } && cat "$1.list"\
        """;

    /** Without {@code -v} it says nothing of a folder that it cannot read. */
    private static final String WALK_BY_TSK = "walk() { fls -v -r -p -u -m / \"$2\"; }";

    /** GRUB's reader leaves out names of a folder that has many, and says nothing of it. */
    private static final String BY_XFS_DB = """
        xfs() {
        perl - "$@" <<'END OF SCRIPT'
        """ + OwnText.of(DiskFileSystem.class, "xfs.pl") + """
        END OF SCRIPT
        }
        walk() { xfs list "$2"; }
        reader() { xfs read "$1" "$2"; }\
        """;

    /**
     * The same out of GRUB's own reader, folder by folder; 0 stands for what it does not tell. Its status is 0 whatever comes of
     * it: only an empty line behind the names of a folder says that it was read to its end, also when it holds none.
     */
    private static final String WALK_BY_GRUB = """
        walk() {
          grub-fstest "$2" ls -- -l -a "(loop0)$1/" </dev/null | {
            end=
            while IFS= read -r line; do
              [ -z "$end" ] || exit 1
              [ -n "$line" ] || { end=here; continue; }
              size=${line%% *} rest=${line#* }
              time=${rest#"${rest%%[! ]*}"} && time=${time%% *}
              case $time in
                [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) name=${rest#*"$time "} ;;
                *) time=0 name=${line#????????????} ;;
              esac
              case $size in
                DIR)
                  case $name in
                    ./ | ../) continue ;;
                    ?*/) ;;
                    *) exit 1 ;;
                  esac
                  printf '0|%s|0|d/d|0|0|0|0|%s|0|0\\n' "$1/${name%/}" "$time"
                  walk "$1/${name%/}" "$2" || exit
                  ;;
                '' | *[!0-9]*) exit 1 ;;
                *)
                  [ -n "$name" ] || exit 1
                  printf '0|%s|0|r/r|0|0|%s|0|%s|0|0\\n' "$1/$name" "$size" "$time"
                  ;;
              esac
            done
            [ -n "$end" ]
          }
        }\
        """;

    /** The status is that of who reads out of the file system, which may be ended by one that has had enough (SIGPIPE). */
    private static final String READ = """
        %s -V >/dev/null || exit
        %s
        exec 4>&1
        status=$({ { reader "$@" 3>&- 4>&-; echo $? >&3; } | %s >&4 3>&- 4>&-; } 3>&1) || exit
        [ "$status" = 141 ] || exit "$status"\
        """;

    private final List<String> types;
    private final String tool;
    private final String check;

    DiskFileSystem(List<String> types, String tool, String check) {
        this.types = types;
        this.tool = tool;
        this.check = check;
    }

    /** @param type as blkid(8) calls it; empty when nothing here reads it */
    static Optional<DiskFileSystem> of(String type) {
        return List.of(values()).stream().filter(f -> f.types.contains(type)).findFirst();
    }

    /** The tool that holds it; empty when there is none that only reads. */
    String tool() {
        return tool;
    }

    String check() {
        return check;
    }

    /** Lists what is held, in {@code $2} bytes at most; ends with another status than 0 when that is not all. */
    String list() {
        return switch (this) {
            case XFS -> LIST.formatted("xfs_db", BY_XFS_DB);
            case BTRFS -> LIST.formatted("grub-fstest", WALK_BY_GRUB);
            case EXT, FAT, NTFS -> LIST.formatted("fls", WALK_BY_TSK);
        };
    }

    /**
     * Gives a file to a program: its inode is {@code $2}, its path {@code $3}. Ends with another status than 0 when the file cannot
     * be read as far as the program wants it.
     */
    String read(String program) {
        return switch (this) {
            case XFS -> READ.formatted("xfs_db", BY_XFS_DB, program);
            case BTRFS -> READ.formatted("grub-fstest", "reader() { grub-fstest \"$1\" cat \"(loop0)$3\"; }", program);
            case EXT, FAT, NTFS -> READ.formatted("icat", "reader() { icat \"$1\" \"$2\"; }", program);
        };
    }

    /** Whether names mean the same in capitals. */
    boolean ignoresCase() {
        return this == FAT || this == NTFS;
    }

    /** Whether what reads it follows links by itself. */
    boolean isReadByGrub() {
        return this == BTRFS;
    }

    State state(Said said) {
        boolean sound = said.status() == 0;
        return switch (this) {
            case EXT -> sound ? said.out().contains("IN USE") ? State.IN_USE : State.SOUND : State.DAMAGED;
            case FAT -> sound ? State.SOUND : isOnlyDirty(said) ? State.IN_USE : State.DAMAGED;
            case XFS -> sound ? State.SOUND : hasLog(said) ? State.NOT_KNOWN : State.DAMAGED;
            case BTRFS -> sound ? State.SOUND : State.DAMAGED;
            case NTFS -> State.NO_TOOL;
        };
    }

    /** It was in use, and nothing else is said of it. */
    private static boolean isOnlyDirty(Said said) {
        List<String> lines = said.out().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("fsck.fat") && !line.matches(".*: \\d+ files, .*"))
                .toList();
        return !lines.isEmpty()
                && lines.stream()
                        .allMatch(line -> line.matches(
                                "(?i).*(dirty bit|not properly unmounted|some data may be corrupt|leaving filesystem"
                                        + " unchanged|auto-setting|automatically).*"));
    }

    private static boolean hasLog(Said said) {
        return said.all().contains("valuable metadata changes in a log");
    }
}
