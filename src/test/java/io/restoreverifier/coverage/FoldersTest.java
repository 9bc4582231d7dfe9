package io.restoreverifier.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    private static final Predicate<String> NOTHING = path -> false;

    @TempDir
    Path folder;

    @Test
    void repositoriesAreFoundBareAndWithAWorkTree() throws Exception {
        git("init", "-q", "--bare", "team/shop.git");
        git("init", "-q", "site");
        Files.createDirectories(folder.resolve("notes/objects"));
        Files.writeString(folder.resolve("notes/HEAD"), "no repository");

        assertThat(names(new RepositoryRoot("git", folder))).containsExactly("site", "team/shop.git");
    }

    @Test
    void aRepositoryBelongsToTheOneItLiesIn() throws Exception {
        git("init", "-q", "site");
        git("init", "-q", "site/vendor/library");

        assertThat(names(new RepositoryRoot("git", folder))).containsExactly("site");
        assertThat(names(new RepositoryRoot("git", folder.resolve("site")))).containsExactly("site");
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        git("init", "-q", "--bare", "real/shop.git");
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("root")).resolve("shop.git"), folder.resolve("real/shop.git"));
        Files.createSymbolicLink(folder.resolve("root/loop"), folder);

        assertThat(names(new RepositoryRoot("git", folder.resolve("root")))).isEmpty();
    }

    @Test
    void artifactsThatNobodyTakesAreOneThingForEachBackup() throws IOException {
        write(
                "new/crm-20261119.dump",
                "new/crm-20261120.dump",
                "new/crm-20261121.dump",
                "shop/shop.dump",
                "readme.txt");

        Seen seen = new ArtifactFolder("drop", folder).look(path -> path.endsWith("shop/shop.dump"));

        assertThat(seen.count()).isEqualTo(5);
        assertThat(seen.things())
                .extracting(Thing::path, Thing::remark)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "drop/new/crm-*.dump",
                                "3 files, the last of them " + real().resolve("new/crm-20261121.dump")),
                        org.assertj.core.groups.Tuple.tuple(
                                "drop/readme.txt", "the file " + real().resolve("readme.txt")));
    }

    @Test
    void aFolderThatIsAnArtifactItselfIsNotLookedInto() throws IOException {
        write("shop-20261121/toc.dat", "shop-20261121/1.dat.gz");

        Seen seen = new ArtifactFolder("drop", folder).look(path -> path.endsWith("shop-20261121"));

        assertThat(seen.things()).isEmpty();
        assertThat(seen.count()).isEqualTo(1);
    }

    @Test
    void aFolderThatIsNotThereIsNotKnown() {
        assertThatThrownBy(() -> new ArtifactFolder("drop", folder.resolve("gone")).look(NOTHING))
                .isInstanceOf(CannotTell.class)
                .hasMessage(folder.resolve("gone") + " cannot be read");
        assertThatThrownBy(() -> new RepositoryRoot("git", folder.resolve("gone")).look(NOTHING))
                .isInstanceOf(CannotTell.class);
    }

    private Path real() throws IOException {
        return folder.toRealPath();
    }

    private List<String> names(Place place) {
        return place.look(NOTHING).things().stream().map(Thing::name).toList();
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
