package io.restoreverifier.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How far the processes of local sandboxes are kept from the rest of this machine. */
sealed interface LocalIsolation {

    /** Whether they are without network. */
    boolean withoutNetwork();

    /** Whether they see the sandbox's folders under names of its own. */
    default boolean hasOwnNames() {
        return withoutNetwork();
    }

    /**
     * The command that runs a program as a user.
     *
     * @param place what it may see and write
     * @param program looked up in the path of its environment
     */
    List<String> command(LocalPlace place, LocalUser user, List<String> program);

    /** For the report: what holds and what does not. */
    String describe();

    /** Linux namespaces: no network, own processes, and a file system in which this machine's own is read-only. */
    record Namespaces(boolean byRoot) implements LocalIsolation {
        private static final Script SCRIPT = Script.of("isolate.sh");

        @Override
        public boolean withoutNetwork() {
            return true;
        }

        @Override
        public List<String> command(LocalPlace place, LocalUser user, List<String> program) {
            List<String> command = new ArrayList<>(List.of("unshare"));
            if (!byRoot) {
                command.addAll(List.of("--user", "--map-root-user"));
            }
            command.addAll(List.of("--mount", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child"));
            List<String> arguments = new ArrayList<>(List.of(
                    place.root().toString(),
                    place.users().toString(),
                    Integer.toUnsignedString(user.uid()),
                    Integer.toUnsignedString(user.gid()),
                    byRoot ? "no" : "yes"));
            arguments.addAll(place.binds());
            arguments.add("--");
            arguments.addAll(program);
            command.addAll(SCRIPT.command(arguments));
            return command;
        }

        @Override
        public String describe() {
            return "isolated: no network, own processes, of this machine's files only programs and settings are seen, "
                    + "read-only; not isolated: memory, disk and processors are not limited, the kernel is shared";
        }
    }

    /**
     * Nothing but the user.
     *
     * @param reason why there are no namespaces
     * @param becoming the program that becomes another user; empty when this process is not root
     */
    record Bare(String reason, String becoming) implements LocalIsolation {
        private static final Map<String, List<String>> OPTIONS = Map.of(
                "setpriv", List.of("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"));

        @Override
        public boolean withoutNetwork() {
            return false;
        }

        @Override
        public List<String> command(LocalPlace place, LocalUser user, List<String> program) {
            List<String> command = new ArrayList<>();
            switch (becoming) {
                case "setpriv" -> {
                    command.addAll(List.of(
                            becoming,
                            "--reuid=" + Integer.toUnsignedString(user.uid()),
                            "--regid=" + Integer.toUnsignedString(user.gid())));
                    command.addAll(OPTIONS.getOrDefault(becoming, List.of()));
                    command.add("--");
                }
                case "runuser" -> command.addAll(List.of(becoming, "-u", user.name(), "--"));
                case "su" ->
                    command.addAll(List.of(becoming, user.name(), "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"));
                default -> {}
            }
            command.addAll(program);
            return command;
        }

        @Override
        public String describe() {
            return "not isolated: " + reason + ", so that what is restored could reach the network and read what "
                    + "others on this machine may read; memory, disk and processors are not limited; the database "
                    + "server itself listens on a socket in a private folder only";
        }
    }
}
