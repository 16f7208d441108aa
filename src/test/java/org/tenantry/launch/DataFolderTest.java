package org.tenantry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path root;

    @Test
    void nobody_else_may_use_a_folder_that_is_taken() {
        taken(root.resolve("data"));

        assertThatThrownBy(() -> taken(root.resolve("data")))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Another instance is running on " + root.resolve("data") + ": ")
                .hasMessageContaining("TENANTRY_DATA_DIR");
        taken(root.resolve("another"));
    }

    @Test
    void a_full_disk_is_told_in_megabytes() {
        assertThatThrownBy(() -> new DataFolder(root).take(Long.MAX_VALUE))
                .isInstanceOf(Fault.class)
                .hasMessageMatching("The disk of .* has only [0-9]+ MB free: make room for at least [0-9]+ MB.*");
    }

    @Test
    void a_folder_that_cannot_be_made_is_told_in_one_line() throws IOException {
        var file = Files.writeString(root.resolve("file"), "in the way");

        assertThatThrownBy(() -> taken(file.resolve("data")))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("The data folder " + file.resolve("data") + " cannot be written (")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void the_key_is_made_once_and_only_its_owner_reads_it() throws IOException {
        var folder = taken(root);

        var key = folder.key("kek");

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(taken(root.resolve("another")).key("kek")).isNotEqualTo(key);
        assertThat(folder.key("kek")).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("kek"))))
                .isEqualTo("rw-------");
    }

    @Test
    void passwords_are_easy_to_type_and_never_the_same() {
        var password = DataFolder.freshPassword();

        assertThat(password).matches("([a-z2-9]{5}-){3}[a-z2-9]{5}").isNotEqualTo(DataFolder.freshPassword());
    }

    @Test
    void a_first_start_that_was_broken_off_begins_anew_and_a_finished_one_is_kept() throws IOException {
        var folder = taken(root);
        assertThat(folder.beginFirstStart()).isTrue();
        var table = Files.createDirectories(root.resolve("mariadb/data")).resolve("table");
        Files.writeString(table, "half");

        assertThat(folder.beginFirstStart()).isTrue();
        assertThat(table).doesNotExist();

        Files.createDirectories(table.getParent());
        Files.writeString(table, "whole");
        folder.endFirstStart();
        assertThat(folder.beginFirstStart()).isFalse();
        assertThat(table).hasContent("whole");
    }

    @Test
    void data_that_were_restored_from_a_backup_are_no_first_start() throws IOException {
        var table = Files.createDirectories(root.resolve("mariadb/data")).resolve("table");
        Files.writeString(table, "restored");

        assertThat(taken(root).beginFirstStart()).isFalse();
        assertThat(table).hasContent("restored");
    }

    @Test
    void what_an_earlier_run_left_in_the_temporary_folder_is_gone() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("tmp/runtime")).resolve("left.jar"), "over");

        assertThat(taken(root).emptied("tmp")).isEmptyDirectory();
    }

    private static DataFolder taken(Path root) {
        var folder = new DataFolder(root);
        folder.take(1);
        return folder;
    }
}
