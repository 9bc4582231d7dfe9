package io.restoreverifier.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A live database that the real {@code sqlite3} has made, and what a backup job would make of it. */
record SqliteSource(Path file) {
    private static final String SCHEMA = """
            create table customers (id integer primary key, name text not null, created_at datetime not null);
            create table invoices (id integer primary key, customer integer not null references customers,
              amount numeric, note text, scan blob);
            create index invoices_customer on invoices (customer);
            create view totals as select customer, sum(amount) total from invoices group by customer;
            create trigger stamp after insert on customers when new.created_at is null begin
              update customers set created_at = '2026-11-21 05:00:00' where id = new.id; select ';';
            end;
            create virtual table search using fts5(note);
            insert into customers select value, 'Customer ' || value,
              datetime('2026-11-20 00:00:00', '+' || value || ' minutes') from generate_series(1, 500);
            insert into invoices select value, 1 + value % 500, value / 7.0,
              'it''s "odd"; -- ' || value || char(10) || 'pl4nted', randomblob(40) from generate_series(1, 3000);
            insert into search select note from invoices limit 50;
            insert into customers values (501, 'Last', '2026-11-21 05:00:00');
            """;

    static SqliteSource make(Path file) throws IOException, InterruptedException {
        sqlite3(file, SCHEMA);
        return new SqliteSource(file);
    }

    /** As {@code sqlite3 FILE .dump} prints it. */
    byte[] dump() throws IOException, InterruptedException {
        return sqlite3(file, ".dump\n");
    }

    byte[] backup() throws IOException, InterruptedException {
        Path copy = file.resolveSibling("copy.db");
        Files.deleteIfExists(copy);
        sqlite3(file, ".backup " + copy + "\n");
        return Files.readAllBytes(copy);
    }

    /** Runs commands in the shell, which must not complain. */
    static byte[] sqlite3(Path file, String commands) throws IOException, InterruptedException {
        return run(file, commands, false);
    }

    /** Puts statements, and kills the shell before it can end what they have begun. */
    void killAmid(String sql) throws IOException, InterruptedException {
        run(file, sql + ".shell kill -9 $PPID\n", true);
    }

    private static byte[] run(Path file, String commands, boolean killed) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("sqlite3", ".err");
        Process process = new ProcessBuilder("sqlite3", "-batch", "-bail", file.toString())
                .redirectError(errors.toFile())
                .start();
        Thread writer = new Thread(() -> {
            try (OutputStream in = process.getOutputStream()) {
                in.write(commands.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The shell has ended; its status tells.
            }
        });
        writer.start();
        byte[] output;
        try (InputStream out = process.getInputStream()) {
            output = out.readAllBytes();
        }
        int status = process.waitFor();
        writer.join();
        if (status != 0 && !killed) {
            throw new IllegalStateException("sqlite3 ended with " + status + ": " + Files.readString(errors));
        }
        Files.delete(errors);
        return output;
    }
}
