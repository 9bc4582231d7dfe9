package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.OwnText;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whom an application tries to reach, by name. Every name leads to a sink in the application's own network, since there is
 * nothing else to lead to; an address that is asked for without a name is unreachable, and not seen here.
 */
final class Contacts implements LineConsumer {
    private static final Duration BEGIN = Duration.ofSeconds(20);
    private static final int MOST = 100;

    private final CompletableFuture<Boolean> recording = new CompletableFuture<>();
    private final Set<String> connected = new TreeSet<>();
    private final Set<String> asked = new TreeSet<>();
    private volatile boolean ended;
    private boolean more;

    /**
     * Begins to record, and comes back when it does, or cannot.
     *
     * @param taken ports that are left to the application
     */
    static Contacts in(Sandbox sandbox, Collection<Integer> taken, Duration limit) {
        Contacts contacts = new Contacts();
        List<String> arguments = new ArrayList<>(List.of("perl", "-e", OwnText.of(Contacts.class, "contacts.pl")));
        taken.forEach(port -> arguments.add(Integer.toString(port)));
        Thread thread = new Thread(() -> contacts.record(sandbox, Command.of(limit, arguments.toArray(String[]::new))));
        thread.setName("contacts");
        thread.setDaemon(true);
        thread.start();
        contacts.recording.completeOnTimeout(false, BEGIN.toMillis(), TimeUnit.MILLISECONDS);
        contacts.recording.join();
        return contacts;
    }

    private void record(Sandbox sandbox, Command command) {
        try {
            sandbox.run(command, this);
        } catch (CannotTell e) {
            // The sandbox has ended, and the application with it.
        } finally {
            ended = true;
            recording.complete(false);
        }
    }

    /** Whether the recording broke off, so that nobody knows whom else it tried to reach. */
    boolean brokeOff() {
        return ended && areSeen();
    }

    /** Whether they are seen; else the image lacks the program that would. */
    boolean areSeen() {
        return recording.join();
    }

    @Override
    public synchronized void line(Stream stream, String text) {
        String[] words = text.split(" ");
        if (text.equals("ready")) {
            recording.complete(true);
        } else if (words[0].equals("dns") && words.length == 2) {
            add(asked, ContactName.shown(words[1]));
        } else if (words[0].equals("tcp") && words.length == 3) {
            add(connected, ContactName.shown(words[1]) + ":" + words[2]);
        }
    }

    private void add(Set<String> contacts, String contact) {
        if (contacts.size() < MOST) {
            contacts.add(contact);
        } else if (!contacts.contains(contact)) {
            more = true;
        }
    }

    /** Each with the port that it was connected to, or as a name alone; in their order. */
    synchronized List<String> all() {
        Set<String> all = new TreeSet<>(connected);
        asked.stream()
                .filter(name -> connected.stream().noneMatch(contact -> contact.startsWith(name + ":")))
                .forEach(all::add);
        if (more) {
            all.add("and others, beyond the first " + MOST);
        }
        return List.copyOf(all);
    }
}
