package io.restoreverifier.check;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Holds a tree against a manifest while that is read, as many files at once as there are cores. Keeps the first of what
 * is bad, by line, and counts the rest, so that memory does not grow with the tree.
 */
final class ManifestHolding implements ManifestVisitor, AutoCloseable {
    static final int MOST_TOLD = 20;
    private static final int WAITING = 256;

    private final RealTree tree;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ExecutorService threads = Executors.newFixedThreadPool(cores, ManifestHolding::daemon);
    private final Semaphore room = new Semaphore(WAITING);
    private final PathSet named = new PathSet();
    private final TreeMap<Long, Bad> bad = new TreeMap<>();
    private final List<String> unnamed = new ArrayList<>();
    private long unnamedCount;
    private long badCount;
    private long held;
    private long byDigest;
    private long entries;
    private @Nullable IOException trouble;

    /** An entry that does not hold; without one it is the line that cannot be read. */
    record Bad(
            long line,
            String why,
            @Nullable ManifestEntry entry,
            @Nullable HeldEntry found) {}

    ManifestHolding(Path root) throws IOException {
        this.tree = new RealTree(root);
    }

    @Override
    public void entry(ManifestEntry entry) throws IOException {
        named.add(entry.path());
        entries++;
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
        threads.execute(() -> {
            try {
                judge(entry, HeldEntry.of(tree, entry));
            } catch (IOException e) {
                failed(e);
            } finally {
                room.release();
            }
        });
    }

    @Override
    public void bad(long line, String why) {
        add(new Bad(line, why, null, null));
    }

    private synchronized void judge(ManifestEntry entry, HeldEntry found) {
        if (found.differences().isEmpty() && (!found.missing() || entry.optional())) {
            held += found.missing() ? 0 : 1;
            byDigest += entry.digests().isEmpty() || found.missing() ? 0 : 1;
        } else {
            add(new Bad(entry.line(), "", entry, found));
        }
    }

    private synchronized void add(Bad one) {
        badCount++;
        bad.put(one.line(), one);
        if (bad.size() > MOST_TOLD) {
            bad.pollLastEntry();
        }
    }

    private synchronized void failed(IOException e) {
        trouble = trouble == null ? e : trouble;
    }

    /** @throws IOException when a file of the tree could not be read */
    void await() throws InterruptedException, IOException {
        room.acquire(WAITING);
        room.release(WAITING);
        synchronized (this) {
            if (trouble != null) {
                throw trouble;
            }
        }
    }

    /** Looks for what is in the tree and not in the manifest; folders do not count. To be called when all was read. */
    void seekUnnamed(String manifest) throws IOException {
        Path root = tree.root();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file).toString();
                if (!named.contains(path) && !path.equals(manifest)) {
                    unnamedCount++;
                    if (unnamed.size() < MOST_TOLD) {
                        unnamed.add(path);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The first ones, by line. */
    synchronized List<Bad> bad() {
        return List.copyOf(bad.values());
    }

    synchronized long badCount() {
        return badCount;
    }

    synchronized long held() {
        return held;
    }

    /** How many of those held were held by more than type, size, mode or link. */
    synchronized long byDigest() {
        return byDigest;
    }

    long entries() {
        return entries;
    }

    /** Some of the files that the manifest does not name. */
    List<String> unnamed() {
        return List.copyOf(unnamed);
    }

    long unnamedCount() {
        return unnamedCount;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "manifest");
        thread.setDaemon(true);
        return thread;
    }
}
