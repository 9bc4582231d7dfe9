package io.restoreverifier.dump;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What psql would take of a script as one thing.
 *
 * @param raw each byte of it one character, since a script says its encoding only while it is read; a statement without its
 *     semicolon, a comment with its dashes, a command with its backslash
 * @param whole whether that is all of it: longer ones than 32 MiB are cut off
 */
public record ScriptPiece(Kind kind, String raw, boolean whole) {

    /** What it is to psql. */
    public enum Kind {
        /** A line of comment outside of a statement. */
        COMMENT,
        /** A command of psql's own. */
        COMMAND,
        STATEMENT,
        /** A COPY statement that is followed by its rows. */
        COPY
    }

    /**
     * The text of it.
     *
     * @throws CharacterCodingException when it is not in that encoding
     */
    public String text(Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    }

    /** The same for messages and names: in UTF-8, or what single bytes look like in Latin-1. */
    public String text() {
        try {
            return text(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return raw;
        }
    }

    /** The bytes of the script. */
    public byte[] bytes() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }
}
