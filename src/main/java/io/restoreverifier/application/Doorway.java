package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine's own loopback that leads to one in a sandbox, as long as it is open: so that an ordinary client
 * of HTTP can ask what has no network.
 */
final class Doorway implements AutoCloseable {
    private final Sandbox sandbox;
    private final int port;
    private final ServerSocket door;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CannotTell trouble;

    private Doorway(Sandbox sandbox, int port, ServerSocket door) {
        this.sandbox = sandbox;
        this.port = port;
        this.door = door;
    }

    /** @param port in the sandbox */
    static Doorway to(Sandbox sandbox, int port) {
        try {
            Doorway doorway = new Doorway(sandbox, port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            begin(doorway::accept, "doorway");
            return doorway;
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, "no port of this machine can be opened: " + e.getMessage(), "", e);
        }
    }

    /** Its port on this machine. */
    int port() {
        return door.getLocalPort();
    }

    /** What keeps anybody from passing, and is not the application's doing; empty when nothing does. */
    Optional<CannotTell> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                begin(() -> pass(socket), "doorway-connection");
            } catch (IOException e) {
                // It was closed.
                return;
            }
        }
    }

    private void pass(Socket socket) {
        try (socket) {
            passing.add(socket);
            if (!door.isClosed()) {
                sandbox.connect(port, socket.getInputStream(), socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (CannotTell e) {
            trouble = e;
        } finally {
            passing.remove(socket);
        }
    }

    private static void begin(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closeAnyway(door);
        passing.forEach(Doorway::closeAnyway);
    }

    private static void closeAnyway(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            // Nobody passes there any more, which is all that was wanted.
        }
    }
}
