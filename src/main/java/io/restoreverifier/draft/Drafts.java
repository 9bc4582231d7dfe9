package io.restoreverifier.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was made of a folder.
 *
 * @param drafts one for each backup
 * @param leftOut every other file but checksums
 */
public record Drafts(List<Draft> drafts, List<LeftOut> leftOut) {

    public Drafts {
        drafts = List.copyOf(drafts);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks at a folder and everything below it; reads the newest artifact of each backup to its end.
     *
     * @param progress hears what is being looked at
     * @throws IOException when the folder cannot be read
     */
    public static Drafts of(Path folder, Consumer<String> progress) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Survey survey = new Survey(progress);
        survey.walk(root);
        List<LeftOut> leftOut = new ArrayList<>(survey.leftOut());
        List<Draft> drafts = new ArrayList<>();
        FolderGenerations generations =
                new FolderGenerations(root, List.copyOf(survey.folders().keySet()));
        EntryNames names = new EntryNames();
        for (Map.Entry<Path, List<Found>> each : survey.folders().entrySet()) {
            var reason = generations.reason(each.getKey());
            if (reason.isPresent()) {
                each.getValue().forEach(f -> leftOut.add(new LeftOut(f.path(), reason.get(), true)));
            } else {
                FolderDrafts made = new FolderDrafts(each.getKey(), names, progress);
                made.draft(NamedAlike.group(each.getValue()));
                drafts.addAll(made.drafts());
                leftOut.addAll(made.leftOut());
            }
        }
        return new Drafts(drafts, leftOut);
    }
}
