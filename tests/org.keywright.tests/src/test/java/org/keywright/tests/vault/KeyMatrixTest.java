// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyUsage;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Every kind of key tried for every operation: the vault opens it for those that docs/keys.md has a
 * mark for, and for no other.
 */
class KeyMatrixTest {
  private static final Path DOCUMENT = Path.of("../../docs/keys.md");
  private static final String HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private int ref;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    vault = test.create();
    TestVault.addKeySet(vault, "fuel", "4B57000000000001", TestCrypto.aes(HEX));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** The tables of the document: what each line allows. */
  private static List<Map<String, Set<KeyOperation>>> documented() throws Exception {
    var tables = new ArrayList<Map<String, Set<KeyOperation>>>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("| key | | derive |")) {
        tables.add(new LinkedHashMap<>());
      } else if (!tables.isEmpty() && line.startsWith("| ")) {
        String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
        if (cells.length == KeyOperation.values().length + 2) {
          var allowed = EnumSet.noneOf(KeyOperation.class);
          for (KeyOperation operation : KeyOperation.values()) {
            if (cells[operation.ordinal() + 2].strip().equals("●")) {
              allowed.add(operation);
            }
          }
          tables.getLast().put(cells[0].strip(), allowed);
        }
      }
    }
    return tables;
  }

  private void holds(Grant grant, String which, KeyName key, Set<KeyOperation> allowed)
      throws VaultException {
    for (KeyOperation operation : KeyOperation.values()) {
      if (allowed.contains(operation)) {
        grant.open(key, operation).close();
      } else {
        assertThatThrownBy(() -> grant.open(key, operation).close())
            .as("%s to %s", which, operation.words())
            .isInstanceOf(VaultException.class)
            .hasMessageContaining("may not be used to " + operation.words());
      }
    }
  }

  private KeyName added(Grant grant, KeyAttributes attributes, boolean diversify)
      throws VaultException {
    ref++;
    var description = new NewKey(ref, "key " + ref, attributes, diversify, "generated");
    vault.keySets().addKey(grant, "fuel", description, TestCrypto.aes(HEX), false);
    return KeyName.of("fuel", ref);
  }

  @Test
  void theDocumentIsTheMatrix() throws Exception {
    var tables = documented();

    assertThat(tables).hasSize(2);
    assertThat(tables.get(0)).isEqualTo(asMap(KeyMatrix.lines()));
    assertThat(tables.get(1)).isEqualTo(asMap(KeyMatrix.modes()));
  }

  private static Map<String, Set<KeyOperation>> asMap(List<KeyMatrix.Line> lines) {
    var map = new LinkedHashMap<String, Set<KeyOperation>>();
    lines.forEach(line -> map.put(line.type(), line.allowed()));
    return map;
  }

  @Test
  void transportKeysAndRootsOpenForTheirPurposeAlone() throws Exception {
    var table = documented().getFirst();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      holds(grant, "T", new KeyName.Transport("fuel"), table.get("T"));
      for (RootPurpose purpose : RootPurpose.values()) {
        vault.roots().create(grant, purpose, "x", 1, TestCrypto.aes(HEX), Bytes.of());
        String type = KeyName.word(purpose);
        holds(grant, type, new KeyName.Root(purpose, "x", 1), table.get(type));
      }
    }
  }

  @Test
  void applicationKeysOpenForWhatUsageAndModeBothAllow() throws Exception {
    var usages = new LinkedHashMap<>(documented().get(0));
    var modes = documented().get(1);
    usages.put("10", usages.get("others"));
    usages.put("ZZ", usages.get("others"));
    int tried = 0;
    try (Grant grant = vault.grant(TestVault.ACT)) {
      for (String usage : usages.keySet()) {
        if (usage.length() != 2) {
          continue;
        }
        for (KeyMode mode : KeyMode.values()) {
          var attributes = new KeyAttributes(new KeyUsage(usage), mode, Exportability.EXPORTABLE);
          var allowed = EnumSet.copyOf(usages.get(usage));
          allowed.retainAll(modes.get(String.valueOf(mode.letter())));
          holds(grant, usage + " " + mode, added(grant, attributes, false), allowed);
          tried++;
        }
      }
    }
    assertThat(tried).isEqualTo((KeyUsage.standard().size() + 2) * KeyMode.values().length);
  }

  @Test
  void aKeyThatIsNotExportableGoesToModulesAsOthersOnly() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      for (Exportability exportability : Exportability.values()) {
        for (boolean diversify : new boolean[] {false, true}) {
          var allowed =
              EnumSet.of(
                  KeyOperation.LOAD,
                  KeyOperation.EXPORT,
                  KeyOperation.PART,
                  KeyOperation.CONFIRM,
                  KeyOperation.ENCRYPT,
                  KeyOperation.DECRYPT);
          if (exportability == Exportability.NON_EXPORTABLE) {
            allowed.remove(KeyOperation.EXPORT);
            allowed.remove(KeyOperation.PART);
            if (!diversify) {
              allowed.remove(KeyOperation.LOAD);
            }
          }
          var attributes = new KeyAttributes(new KeyUsage("D0"), KeyMode.ANY, exportability);
          holds(grant, "D0 " + exportability, added(grant, attributes, diversify), allowed);
        }
      }
    }
  }

  @Test
  void thereIsNoOtherWayToAKey() {
    assertThat(Grant.class.getMethods())
        .filteredOn(method -> method.getReturnType() == Key.class)
        .filteredOn(method -> !method.isDefault())
        .extracting(Method::getName)
        .as("what is not opened for an operation is a transaction key, to be confirmed")
        .containsExactlyInAnyOrder("open", "transactionKey");
    assertThat(Arrays.stream(KeyName.class.getPermittedSubclasses()).map(Class::getSimpleName))
        .containsExactlyInAnyOrder("Transport", "Application", "Root");
  }
}
