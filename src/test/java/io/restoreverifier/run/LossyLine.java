package io.restoreverifier.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries datagrams to a port of this machine and back, and loses every other question, the first of them. */
final class LossyLine implements AutoCloseable {
    private static final int LONGEST = 65_507;

    private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final int port;
    private volatile int asker;

    private LossyLine(int port) throws SocketException {
        this.port = port;
    }

    static LossyLine to(int port) throws SocketException {
        LossyLine line = new LossyLine(port);
        carry(line.front, line::question);
        carry(line.back, line::answer);
        return line;
    }

    int port() {
        return front.getLocalPort();
    }

    int lost() {
        return lost.get();
    }

    void loseTheNext() {
        asked.set(0);
    }

    private interface Carrier {
        void carry(DatagramPacket packet) throws IOException;
    }

    private void question(DatagramPacket packet) throws IOException {
        asker = packet.getPort();
        if (asked.getAndIncrement() % 2 == 0) {
            lost.incrementAndGet();
        } else {
            send(back, packet, port);
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        send(front, packet, asker);
    }

    private static void send(DatagramSocket from, DatagramPacket packet, int to) throws IOException {
        byte[] content = Arrays.copyOf(packet.getData(), packet.getLength());
        from.send(new DatagramPacket(content, content.length, InetAddress.getLoopbackAddress(), to));
    }

    private static void carry(DatagramSocket socket, Carrier carrier) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
                    socket.receive(packet);
                    carrier.carry(packet);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
