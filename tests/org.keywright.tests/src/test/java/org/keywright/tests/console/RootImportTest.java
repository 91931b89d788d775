// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.jce.internal.X9KeyBlocks;

/** Root keys that were made elsewhere come into an estate as key blocks. */
class RootImportTest {
  private static final String KBPK =
      "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";

  /** K_CM and MHKey of the protocol document, section 9.1. */
  private static final String CENTRE_KEY =
      "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f";

  private static final String HOST_ROOT =
      "505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f";

  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void files() throws Exception {
    write("pass.txt", "correct horse battery");
    write("kbpk.hex", KBPK);
    write("module.tr31", block(CENTRE_KEY, KeySpec.AES_256, KeyMode.DERIVE));
    write("host.tr31", block(HOST_ROOT, KeySpec.AES_256, KeyMode.ANY));
    write("cipher.tr31", block(HOST_ROOT, KeySpec.AES_256, KeyMode.ENCRYPT));
    write("short.tr31", block(CENTRE_KEY.substring(32), KeySpec.AES_128, KeyMode.DERIVE));
    write("modules.csv", "serial\nMS-0000000000001");
    write("hosts.csv", "serial\nMH-0000000000009");
    ok("vault:create %s --secret-file %s --test".formatted(file("v.kwv"), file("pass.txt")));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private static String block(String hex, KeySpec spec, KeyMode mode) throws Exception {
    try (Key kbpk = key(KBPK, KeySpec.AES_256);
        Key key = key(hex, spec)) {
      var header =
          new KeyBlock.Header(
              'D',
              new KeyAttributes(new KeyUsage("B3"), mode, Exportability.NON_EXPORTABLE),
              'A',
              "00",
              List.of());
      return new X9KeyBlocks(Primitives.standard()).wrap(header, key, kbpk).text();
    }
  }

  private static Key key(String hex, KeySpec spec) throws Exception {
    return Key.of(spec, KeyMaterial.consumeHex(hex.getBytes(StandardCharsets.US_ASCII)));
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text + "\n");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String ok(String statement) {
    var run = console.run(statement);
    assertThat(run.err()).as(statement).isEmpty();
    assertThat(run.status()).as(statement).isZero();
    return run.out();
  }

  private String refused(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement).isNotZero();
    return run.err();
  }

  private String imports(String root, String name) {
    return "pair:import tv %s --block-file %s --kbpk-file %s"
        .formatted(root, file(name), file("kbpk.hex"));
  }

  @Test
  void theCentreGivesTheCodesOfModulesThatWereMadeElsewhere() {
    assertThat(ok("pair:estate tv --without-roots")).contains("pair:import");
    assertThat(ok(imports("module", "module.tr31")))
        .contains("module root of generation 1", "version D key block");
    ok(imports("host", "host.tr31") + " --generation 3");
    ok("pair:generation tv cryptogram");
    ok("pair:register %s --estate tv --what modules".formatted(file("modules.csv")));
    ok("pair:register %s --estate tv --what hosts".formatted(file("hosts.csv")));

    String code = ok("pair:code --module MS-0000000000001 --host MH-0000000000009 --index 0");

    assertThat(code).contains("2800 7673");
  }

  @Test
  void anEstateWithoutRootsMakesNoUnits() {
    ok("pair:estate tv --without-roots");
    ok("sim:create ms --count 2 --name MS");

    assertThat(refused("pair:produce --estate tv sim:MS-1"))
        .contains("no module root in use", "pair:import");
  }

  @Test
  void whatIsNoRootKeyOfTheEstateIsRefused() {
    ok("pair:estate tv");

    assertThat(refused(imports("module", "cipher.tr31"))).contains("mode of use E", "X or N");
    assertThat(refused(imports("module", "short.tr31"))).contains("AES-256", "not AES-128");
    assertThat(refused(imports("module", "module.tr31"))).contains("already");
    assertThat(refused(imports("host", "host.tr31") + " --generation 16"))
        .contains("1 to 15, not 16");
    assertThat(refused(imports("cryptogram", "module.tr31") + " --generation 0"))
        .contains("1 to 65535, not 0");
    assertThat(refused(imports("module", "pass.txt") + " --generation 2")).contains("pass.txt");
    assertThat(refused("pair:import north module --block-file x --kbpk-file x")).contains("estate");
  }

  @Test
  void oneKeyServesOnePurposeInAnEstate() {
    ok("pair:estate tv --without-roots");
    ok(imports("module", "module.tr31"));

    assertThat(refused(imports("host", "module.tr31")))
        .contains("has a root key with the check value", "module root of generation 1");
  }
}
