package io.restoreverifier.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sandbox was, for the report.
 *
 * @param kind {@code docker} or {@code local}
 * @param equipment what it holds, for messages: {@code image postgres:15}, or the software of this machine
 * @param image as asked for; empty where there is none
 * @param digest what the image really was: {@code name@sha256:...} or the image's id; empty where there is none
 * @param workingMemory what its processes may use, memory-backed storage left out, in bytes
 * @param facts limits and storage, a line each
 */
public record SandboxInfo(
        String kind, String equipment, String image, String digest, long workingMemory, List<String> facts) {

    public SandboxInfo {
        facts = List.copyOf(facts);
    }

    /** Lines for the head of an entry. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("sandbox: " + kind + ", " + equipment + (digest.isEmpty() ? "" : " (" + digest + ")"));
        notes.addAll(facts);
        return List.copyOf(notes);
    }
}
