// SPDX-License-Identifier: EPL-2.0
package org.keywright.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.service.diff.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A change of an exported package is said by its version. */
class ApiBaselineTest {
  private static final Path ROOT = Path.of(System.getProperty("keywright.root"));
  private static final Path TRANSPORT = ROOT.resolve("bundles/org.keywright.transport");
  private static final String PACKAGE = "org.keywright.transport.spi";

  @Test
  void everyChangeIsSaidByAVersion() throws Exception {
    boolean renew = System.getProperty("keywright.api", "").equals("renew");
    var faults = new TreeSet<String>();
    var expected = new TreeSet<Path>();
    for (Path bundle : ApiBaseline.bundles(ROOT)) {
      var api = ApiBaseline.built(bundle);
      if (api.isEmpty()) {
        continue;
      }
      Path record = ApiBaseline.record(ROOT, bundle);
      expected.add(record);
      if (renew) {
        Files.createDirectories(record.getParent());
        Files.write(record, ApiText.write(api.get()));
      } else if (Files.exists(record)) {
        faults.addAll(ApiBaseline.faults(api.get(), ApiText.read(Files.readAllLines(record))));
      } else {
        faults.add(record + " is missing; ./keywright api writes it");
      }
    }
    assertThat(faults).isEmpty();
    try (Stream<Path> records = Files.list(ROOT.resolve("releng/api"))) {
      assertThat(records).as("records of bundles that are here").hasSameElementsAs(expected);
    }
  }

  @Test
  void theTextIsTheWholeApi() throws Exception {
    Tree api = transport();
    var text = ApiText.write(api);
    assertThat(ApiText.write(ApiText.read(text))).isEqualTo(text);
    assertThat(ApiBaseline.faults(api, ApiText.read(text))).isEmpty();
  }

  @Test
  void aMethodThatIsGoneNeedsAMajorStep() throws Exception {
    var faults =
        ApiBaseline.faults(without("method endpoints()"), ApiText.read(ApiText.write(transport())));
    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst())
        .startsWith("package " + PACKAGE + " has version 1.0.0; it must be 2.0.0 at least")
        .contains("removed org.keywright.transport.spi.TransportProvider.endpoints()");
  }

  @Test
  void aNewMethodThatVendorsMustImplementNeedsAMajorStep() throws Exception {
    assertThat(ApiBaseline.faults(transport(), without("method endpoints()")))
        .singleElement()
        .asString()
        .contains("it must be 2.0.0 at least");
  }

  @Test
  void aTypeThatIsNewNeedsAMinorStep() throws Exception {
    assertThat(ApiBaseline.faults(transport(), without("annotation " + PACKAGE)))
        .singleElement()
        .asString()
        .contains("it must be 1.1.0 at least");
  }

  @Test
  void aStepThatIsGreatEnoughIsTaken() throws Exception {
    var next =
        ApiText.write(without("method endpoints()")).stream()
            .map(line -> line.contains("version 1.0.0") ? line.replace("1.0.0", "2.0.0") : line)
            .toList();
    assertThat(ApiBaseline.faults(ApiText.read(next), transport())).isEmpty();
  }

  private static Tree transport() throws Exception {
    return ApiBaseline.built(TRANSPORT).orElseThrow();
  }

  /** The API of transports without a part of the SPI and what is within it. */
  private static Tree without(String part) throws Exception {
    var kept = new ArrayList<String>();
    int skipped = Integer.MAX_VALUE;
    boolean inside = false;
    for (String line : ApiText.write(transport())) {
      int depth = line.length() - line.stripLeading().length();
      inside = line.strip().startsWith("package ") ? line.contains(PACKAGE) : inside;
      if (depth <= skipped) {
        skipped = inside && line.strip().startsWith(part) ? depth : Integer.MAX_VALUE;
      }
      if (skipped == Integer.MAX_VALUE) {
        kept.add(line);
      }
    }
    return ApiText.read(List.copyOf(kept));
  }
}
