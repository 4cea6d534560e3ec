/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import static io.gomon.collector.wal.WalFixture.appendAndWait;
import static io.gomon.collector.wal.WalFixture.bodies;
import static io.gomon.collector.wal.WalFixture.config;
import static io.gomon.collector.wal.WalFixture.forgetMark;
import static io.gomon.collector.wal.WalFixture.segmentFiles;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log after a crash in the middle of a write, and after the disk lied. */
final class WalDamageTest {
  @TempDir Path folder;
  private Path segment;
  private byte[] whole;
  private int secondEnd;

  @BeforeEach
  void writeThreeRecords() throws Exception {
    try (Wal wal = open()) {
      appendAndWait(wal, "first");
      secondEnd = (int) appendAndWait(wal, "second");
      appendAndWait(wal, "third");
    }
    segment = segmentFiles(folder).get(0);
    whole = Files.readAllBytes(segment);
  }

  @Test
  void open_tornAtEveryByteOfTheLastRecord_keepsTheOthersAndGoesOn() throws Exception {
    for (int size = secondEnd; size < whole.length; size++) {
      Files.write(segment, Arrays.copyOf(whole, size));
      forgetMark(folder);
      try (Wal wal = open()) {
        assertThat(wal.recovery())
            .as("cut at %s", size)
            .isEqualTo(new WalRecovery(2, size - secondEnd, 0, 0));
        assertThat(Files.size(segment)).isEqualTo(secondEnd);
        appendAndWait(wal, "after");
        assertThat(bodies(wal, 0)).containsExactly("first", "second", "after");
      }
    }
  }

  @Test
  void open_tornAtEveryByteOfTheSegmentHeader_beginsAnew() throws Exception {
    for (int size = 0; size < RecordFormat.SEGMENT_HEADER_BYTES; size++) {
      Files.write(segment, Arrays.copyOf(whole, size));
      forgetMark(folder);
      try (Wal wal = open()) {
        assertThat(wal.recovery().tornBytes()).as("cut at %s", size).isEqualTo(size);
        appendAndWait(wal, "after");
        assertThat(bodies(wal, 0)).containsExactly("after");
      }
    }
  }

  @Test
  void open_anyByteOfTheMiddleRecordChanged_losesThatOneOnlyAndTells() throws Exception {
    int firstEnd = RecordFormat.SEGMENT_HEADER_BYTES + (secondEnd - 16 - sizeDifference()) / 2;
    for (int at = firstEnd; at < secondEnd; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(segment, damaged);
      try (Wal wal = open()) {
        assertThat(wal.recovery())
            .as("byte %s", at)
            .isEqualTo(new WalRecovery(2, 0, secondEnd - firstEnd, 1));
        assertThat(bodies(wal, 0)).containsExactly("first", "third");
        try (WalCursor cursor = wal.read(0)) {
          cursor.next();
          cursor.next();
          assertThat(cursor.damagedBytes()).isEqualTo(secondEnd - firstEnd);
        }
      }
    }
  }

  @Test
  void open_headerOfTheSegmentChanged_readsTheRecordsAndTells() throws Exception {
    whole[3] ^= 1;
    Files.write(segment, whole);
    try (Wal wal = open()) {
      assertThat(wal.recovery()).isEqualTo(new WalRecovery(3, 0, 16, 1));
      assertThat(bodies(wal, 0)).containsExactly("first", "second", "third");
    }
  }

  @Test
  void open_recordSentAsBodyOfADamagedOne_isNotTakenForOne() throws Exception {
    byte[] copy = Arrays.copyOfRange(whole, 16, secondEnd);
    Path other = folder.resolve("other");
    Path file;
    try (Wal wal = Wal.open(config(other), 0, record -> {})) {
      WalFixture.get(WalFixture.append(wal, new WalEntry(1, (byte) 1, "", "", copy)));
      appendAndWait(wal, "real");
      file = segmentFiles(other).get(0);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[RecordFormat.SEGMENT_HEADER_BYTES + (RecordFormat.CONTENT_OFFSET + 8)] ^= 1;
    Files.write(file, bytes);
    try (Wal wal = Wal.open(config(other), 0, record -> {})) {
      assertThat(bodies(wal, 0)).containsExactly("real");
    }
  }

  @Test
  void open_lengthOfARecordIsNonsense_takesNoMemoryForIt() throws Exception {
    for (int length : List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 5)) {
      byte[] damaged = whole.clone();
      ByteBuffer.wrap(damaged).putInt(16 + RecordFormat.LENGTH_OFFSET, length);
      Files.write(segment, damaged);
      try (Wal wal = open()) {
        assertThat(bodies(wal, 0)).as("length %s", length).containsExactly("second", "third");
      }
    }
  }

  @Test
  void layout_isWhatTheDrawingSays() {
    CRC32C crc = new CRC32C();
    ByteBuffer content = ByteBuffer.wrap(whole).position(16 + 16).limit(16 + 28 + 8 + 4 + 5);
    crc.update(ByteBuffer.allocate(12).putLong(16).putInt(content.remaining()).flip());
    crc.update(content.duplicate());
    CRC32C headCrc = new CRC32C();
    headCrc.update(ByteBuffer.allocate(12).putLong(16).putInt(content.remaining()).flip());
    headCrc.update(whole, 16 + 8, 4);
    ByteBuffer file = ByteBuffer.wrap(whole);
    assertThat(new String(whole, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("GOMONLO2");
    assertThat(file.getLong(8)).isZero();
    assertThat(new String(whole, 16, 4, StandardCharsets.US_ASCII)).isEqualTo("GMR2");
    assertThat(file.getInt(16 + 4)).isEqualTo(content.remaining());
    assertThat(file.getInt(16 + 8)).isEqualTo((int) crc.getValue());
    assertThat(file.getInt(16 + 12)).isEqualTo((int) headCrc.getValue());
    assertThat(file.getLong(16 + 16)).isEqualTo(1_000);
    assertThat(file.get(16 + 24)).isEqualTo((byte) 3);
    assertThat(file.get(16 + 25)).isEqualTo((byte) 8);
    assertThat(file.getShort(16 + 26)).isEqualTo((short) 4);
    assertThat(new String(whole, 16 + 28, 8 + 4 + 5, StandardCharsets.UTF_8))
        .isEqualTo("id-firstnotefirst");
  }

  @Test
  void open_logOfTheFirstVersion_isReadAndContinuedInANewFile() throws Exception {
    ByteBuffer old = ByteBuffer.allocate(16 + 24 + 2 + 1 + 5);
    old.put("GOMONLO1".getBytes(StandardCharsets.US_ASCII)).putLong(0);
    old.put("GMR1".getBytes(StandardCharsets.US_ASCII)).putInt(12 + 2 + 1 + 5).putInt(0);
    old.putLong(1_000).put((byte) 3).put((byte) 2).putShort((short) 1);
    old.put("idnfirst".getBytes(StandardCharsets.US_ASCII));
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(16).putInt(12 + 2 + 1 + 5).flip());
    crc.update(old.array(), 16 + 12, 12 + 2 + 1 + 5);
    old.putInt(16 + 8, (int) crc.getValue());
    Files.write(segment, old.array());
    forgetMark(folder);
    try (Wal wal = open()) {
      assertThat(wal.recovery()).isEqualTo(new WalRecovery(1, 0, 0, 0));
      appendAndWait(wal, "new");
      assertThat(bodies(wal, 0)).containsExactly("first", "new");
      assertThat(segmentFiles(folder)).hasSize(2);
    }
  }

  @Test
  void open_lastAcknowledgedRecordIsDamaged_isToldAsLostAndNotAsTorn() throws Exception {
    int thirdBytes = whole.length - secondEnd;
    for (int at = secondEnd; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      assertLost(damaged, thirdBytes);
    }
    assertLost(Arrays.copyOf(whole, secondEnd), thirdBytes);
    assertLost(Arrays.copyOf(whole, whole.length - 1), thirdBytes);
  }

  private void assertLost(byte[] damaged, int bytes) throws Exception {
    Path copy = Files.createTempDirectory(folder, "copy");
    Files.write(copy.resolve(segment.getFileName()), damaged);
    Files.copy(folder.resolve("acked"), copy.resolve("acked"));
    try (Wal wal = Wal.open(config(copy), 0, record -> {})) {
      assertThat(wal.recovery()).isEqualTo(new WalRecovery(2, 0, bytes, 1));
      appendAndWait(wal, "after");
      assertThat(bodies(wal, 0)).containsExactly("first", "second", "after");
    }
  }

  private static int sizeDifference() {
    return 2 * ("second".length() - "first".length()); // once in the id, once in the body
  }

  private Wal open() throws IOException {
    return Wal.open(config(folder), 0, record -> {});
  }
}
