package io.restoreverifier.sandbox;

import java.util.List;

/**
 * What a sandbox was, for the report.
 *
 * @param kind {@code docker} or {@code local}
 * @param image as asked for; empty where there is none
 * @param digest what the image really was: {@code name@sha256:...} or the image's id; empty where there is none
 * @param facts limits and storage, a line each
 */
public record SandboxInfo(String kind, String image, String digest, List<String> facts) {

    public SandboxInfo {
        facts = List.copyOf(facts);
    }

    /** Lines for the head of an entry. */
    public List<String> notes() {
        java.util.ArrayList<String> notes = new java.util.ArrayList<>();
        notes.add("sandbox: " + kind + (image.isEmpty() ? "" : ", image " + image + " (" + digest + ")"));
        notes.addAll(facts);
        return List.copyOf(notes);
    }
}
