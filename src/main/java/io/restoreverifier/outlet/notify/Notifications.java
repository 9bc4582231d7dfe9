package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Retries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The channels of {@code notifications:}, told side by side: one that hangs must not take the time of the others. */
public final class Notifications implements Outlet {
    private final List<Channel> channels;

    private Notifications(List<Channel> channels) {
        this.channels = List.copyOf(channels);
    }

    /** Reads {@code notifications:} of {@code catalog.yml}. */
    public static List<Outlet> read(Settings settings) {
        return read(settings, Retries.USUAL);
    }

    static List<Outlet> read(Settings settings, Retries retries) {
        List<Channel> channels = new ArrayList<>();
        settings.section("mail").ifPresent(mail -> channels.add(MailChannel.read(mail, retries)));
        settings.sections("webhooks").forEach(webhook -> channels.add(WebhookChannel.read(webhook, retries)));
        settings.section("command").ifPresent(command -> channels.add(CommandChannel.read(command)));
        if (channels.isEmpty()) {
            settings.problem(
                    "names no channel, so that nobody would hear of a run",
                    "add `mail:`, `webhooks:` or `command:`, or take it out");
        }
        return List.of(new Notifications(channels));
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public void tell(Ending ending) {
        ExecutorService threads = Executors.newCachedThreadPool(Notifications::daemon);
        try {
            Map<Channel, Future<?>> telling = new LinkedHashMap<>();
            channels.forEach(channel -> telling.put(channel, threads.submit(() -> channel.tell(ending))));
            long end = System.nanoTime() + ending.patience().toNanos();
            List<String> untold = new ArrayList<>();
            telling.forEach((channel, told) -> wait(told, end, channel.name(), untold));
            if (!untold.isEmpty()) {
                throw new OutletException(String.join("; ", untold));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void wait(Future<?> told, long end, String channel, List<String> untold) {
        try {
            told.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            untold.add(channel + ": there was no time left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            untold.add(channel + ": was interrupted");
        } catch (ExecutionException e) {
            // Of an unforeseen failure only the kind is safe to show: its message may hold a URL.
            String why = e.getCause() instanceof OutletException known
                    ? String.valueOf(known.getMessage())
                    : "unexpected " + kind(e);
            untold.add(channel + ": " + why);
        }
    }

    private static String kind(ExecutionException e) {
        Throwable cause = e.getCause();
        return (cause == null ? e : cause).getClass().getSimpleName();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "restore-verifier-notification");
        thread.setDaemon(true);
        return thread;
    }
}
