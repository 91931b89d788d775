// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.DeviceListFault;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.spi.JobItem;

class DeviceListTest {
  @TempDir private Path folder;
  private OptionalInt place = OptionalInt.of(1);
  private Optional<String> template = Optional.empty();
  private Optional<ColumnFilter> filter = Optional.empty();

  private DeviceList list(String text) throws Exception {
    return list(text.getBytes(StandardCharsets.UTF_8), 1_000);
  }

  private DeviceList list(byte[] text, int part) throws Exception {
    return at(Files.write(folder.resolve("devices.csv"), text), part);
  }

  private DeviceList at(Path file, int part) {
    var order = new LoadOrder("t", "fuel", 3, place, LoadMode.NEW, Optional.empty());
    var campaign =
        new CampaignOrder(file, 1, true, template, filter, Optional.empty(), Optional.empty());
    return new DeviceList(order, campaign, part);
  }

  private static List<JobItem> items(DeviceList list) throws JobException {
    var items = new ArrayList<JobItem>();
    try (var source = list.items()) {
      for (var item = source.next(); item.isPresent(); item = source.next()) {
        items.add(item.get());
      }
    }
    return items;
  }

  private DeviceListFault onlyFault(String text) throws Exception {
    DeviceListSummary found = list(text).check();
    assertThat(found.faultCount()).isEqualTo(1);
    return found.faults().getFirst();
  }

  @Test
  void quotesMarksLineEndsAndBlankLinesArePassedOver() throws Exception {
    var list =
        list(
            "\uFEFFSerial , \"Endpoint\",note\r\n\r\n"
                + "\"EI-1\",sim:EI-1,\"a, \"\"b\"\"\nc\"\r\n EI-2 , sim:EI-2 ,\r\n\r\n");
    var found = list.check();
    assertThat(found.faults()).isEmpty();
    assertThat(found.devices()).isEqualTo(2);
    assertThat(items(list))
        .containsExactly(
            new JobItem(1, "EI-1", "1", "sim:EI-1"), new JobItem(2, "EI-2", "1", "sim:EI-2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serial,endpoint\\nEI-1,nowhere|2|endpoint|'nowhere' is no endpoint",
        "serial,endpoint\\n,sim:a|2|serial|the serial number is missing",
        "serial,endpoint\\nWAY-TOO-LONG-FOR-ONE,sim:a|2|serial|is no serial number",
        "serial,endpoint\\nEI-1,|2|endpoint|the endpoint is missing",
        "serial,endpoint,place\\n\\nEI-1,sim:a,0|3|place|0 is no place",
        "serial,endpoint,place\\nEI-1,sim:a,x|2|place|'x' is no place",
        "serial,endpoint\\nEI-1|2||the line has 1 fields, the header has 2",
        "serial,endpoint\\nEI-1,sim:a,b|2||the line has 3 fields, the header has 2",
        "serial,endpoint\\nEI-1,sim:a\\nEI-2,sim:b\\nEI-1,sim:c|4|serial|came in line 2 already",
      })
  void aFaultIsNamedByLineAndColumn(String text, long line, String column, String words)
      throws Exception {
    var fault = onlyFault(text.replace("\\n", "\n"));
    assertThat(fault.line()).isEqualTo(line);
    assertThat(fault.column()).isEqualTo(column == null ? "" : column);
    assertThat(fault.words()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty: its first line names the columns",
        "serial;endpoint\\nEI-1;sim:a|needs a column 'serial'; the header has serial;endpoint",
        "endpoint\\nsim:a|column serial: the device list needs a column 'serial'",
        "serial\\nEI-1|neither a column 'endpoint' nor a template",
        "serial,endpoint,serial\\nEI-1,a,b|line 1, column serial: the header has the column twice",
        "serial,,endpoint\\nEI-1,a,b|the header has no name for column 2",
        "serial,endpoint\\nEI-1,sim:a\\n\"EI-2,sim:b\\nEI-3,sim:c|line 3: unclosed quoted field",
        "serial,endpoint\\n\"EI-2\"x,sim:b|line 2: unexpected character after closing quote",
      })
  void aListThatMakesNoSenseIsRefusedWhole(String text, String words) throws Exception {
    var list = list(text.replace("\\n", "\n"));
    assertThatThrownBy(list::check).isInstanceOf(JobException.class).hasMessageContaining(words);
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsLine() throws Exception {
    var list =
        list(
            "serial,endpoint\nEI-1,sim:a\nEI-2,sim:\u00e9\n".getBytes(StandardCharsets.ISO_8859_1),
            10);
    assertThatThrownBy(list::check).hasMessageContaining("line 3: the text is not UTF-8");
    var cut = list(new byte[] {'s', (byte) 0xC3}, 10);
    assertThatThrownBy(cut::check).hasMessageContaining("line 1: the text is not UTF-8");
    var wide = list("serial,endpoint\n".getBytes(StandardCharsets.UTF_16), 10);
    assertThatThrownBy(wide::check).hasMessageContaining("line 1: the text is not UTF-8");
  }

  @Test
  void aFieldWithoutEndIsRefused() throws Exception {
    var list = list("serial,endpoint\nEI-1,sim:" + "a".repeat(70_000));
    assertThatThrownBy(list::check).hasMessageContaining("line 2: a field is longer than 65536");
  }

  @Test
  void aListThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> at(folder.resolve("none.csv"), 10).check())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("none.csv is not there");
    assertThatThrownBy(() -> at(folder, 10).check()).hasMessageContaining("is no file");
  }

  @Test
  void theTemplateTakesAnyColumnAndTheListsOwnPlaceGoesFirst() throws Exception {
    template = Optional.of("tcp://{host}:7000/{serial}");
    var list = list("serial,host,place\nEI-1,a.example,7\nEI-2,b.example,\nEI-3,,\n");
    var found = list.check();
    assertThat(found.faults())
        .containsExactly(
            new DeviceListFault(4, "host", "the value that the endpoint is made of is missing"));
    assertThat(items(list))
        .containsExactly(
            new JobItem(1, "EI-1", "7", "tcp://a.example:7000/EI-1"),
            new JobItem(2, "EI-2", "1", "tcp://b.example:7000/EI-2"));
    template = Optional.of("sim:{name}");
    assertThatThrownBy(() -> list("serial\nEI-1\n").check())
        .hasMessageContaining("column name: the template for endpoints names no column");
  }

  @Test
  void theFilterLeavesOutLinesWithTheirFaults() throws Exception {
    filter = Optional.of(new ColumnFilter("Network", "north"));
    var found =
        list("serial,endpoint,network\nEI-1,sim:a,north\nEI-1,nowhere,south\nEI-2,sim:b,\n")
            .check();
    assertThat(found.faults()).isEmpty();
    assertThat(found.devices()).isEqualTo(1);
    assertThat(found.filteredOut()).isEqualTo(2);
    assertThatThrownBy(() -> list("serial,endpoint\nEI-1,sim:a\n").check())
        .hasMessageContaining("column Network: the filter names no column");
  }

  @Test
  void withoutAPlaceInTheOrderTheListNeedsOne() throws Exception {
    place = OptionalInt.empty();
    assertThatThrownBy(() -> list("serial,endpoint\nEI-1,sim:a\n").check())
        .hasMessageContaining("neither a column 'place' nor a place in the order");
    assertThat(onlyFault("serial,endpoint,place\nEI-1,sim:a,\n").column()).isEqualTo("place");
  }

  @Test
  void serialNumbersAreTheSameHoweverTheyAreWritten() throws Exception {
    var fault = onlyFault("serial,endpoint\nEI-1,sim:a\n45492D31000000000000000000000000,sim:b\n");
    assertThat(fault.words()).isEqualTo("EI-1 with place 1 came in line 2 already");
  }

  @Test
  void doublesAreFoundInAListThatIsTooLongToHold() throws Exception {
    var text = new StringBuilder("serial,endpoint\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("EI-%05d,sim:a\n".formatted(i == 4_321 ? 17 : i));
    }
    var list = list(text.toString().getBytes(StandardCharsets.UTF_8), 100);
    var found = list.check();
    assertThat(found.faultCount()).isEqualTo(1);
    assertThat(found.faults().getFirst().line()).isEqualTo(4_323);
    assertThat(found.faults().getFirst().words()).contains("came in line 19 already");
    assertThat(found.devices()).isEqualTo(4_999);
    assertThat(items(list)).hasSize(4_999);
  }

  @Test
  void allFaultsAreCountedAndTheFirstHundredShown() throws Exception {
    var found = list("serial,endpoint\n" + "EI-1,sim:a\n".repeat(500)).check();
    assertThat(found.faultCount()).isEqualTo(499);
    assertThat(found.faults()).hasSize(100);
    assertThat(found.devices()).isEqualTo(1);
  }

  @Test
  void aListThatChangesWhileItIsReadEndsTheJob() throws Exception {
    var list = list("serial,endpoint\nEI-1,sim:a\n");
    list.check();
    Files.writeString(folder.resolve("devices.csv"), "serial,endpoint\nEI-2,sim:a\n");
    assertThatThrownBy(() -> items(list))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("was changed while the job ran");
  }
}
