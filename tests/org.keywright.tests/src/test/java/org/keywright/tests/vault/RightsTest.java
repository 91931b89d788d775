// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.tests.vault.Bureau.act;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keywright.console.internal.WholeConsole;
import org.keywright.crypto.Bytes;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.PluginRule;
import org.keywright.vault.Right;
import org.keywright.vault.Role;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;

/** The table of rights: it is complete, it is obeyed, and the documentation prints it. */
class RightsTest {
  /** A vault's act is named as its command, with the word that says which of several it is. */
  private static final Pattern ACT =
      Pattern.compile(
          "\"((?:approve|audit|ceremony|download|job|key|keyset|officer|pair|period|perso|plugin|request|sim|tls|vault):[a-z-]+(?:"
              + " (?:make|install|enrol|endorsed|start|remove|--test))?)\"");

  /**
   * Commands that show or check something, or work with simulated units: they ask for no leave; and
   * those that ask for it under another's name.
   */
  private static final Set<String> WITHOUT_LEAVE =
      Set.of(
          "approve:give",
          "approve:list",
          "approve:refuse",
          "approve:show",
          "audit:check",
          "ceremony:list",
          "ceremony:verify",
          "download:status",
          "job:cancel",
          "job:report",
          "key:expiring",
          "key:history",
          "key:list",
          "key:matrix",
          "key:rules",
          "key:search",
          "keyset:compare",
          "keyset:list",
          "keyset:show",
          "officer:list",
          "officer:rights",
          "pair:estates",
          "period:show",
          "perso:appliance",
          "perso:compare",
          "perso:list",
          "perso:module",
          "perso:orders",
          "perso:show",
          "plugin:info",
          "plugin:list",
          "plugin:rules",
          "sim:stop",
          "tls:list",
          "vault:accept-older",
          "vault:certificate",
          "vault:check",
          "vault:close",
          "vault:compare",
          "vault:confirm",
          "vault:create",
          "vault:erasure",
          "vault:info",
          "vault:job",
          "vault:key_set",
          "vault:officers",
          "vault:request",
          "vault:restore");

  private static final Map<Role, String> WHO =
      Map.of(
          Role.SECURITY_OFFICER, "anna",
          Role.CUSTODIAN, "cleo",
          Role.OPERATOR, "olga",
          Role.AUDITOR, "rita");

  @TempDir Path folder;

  @Test
  void eachActStandsInOneLine() {
    var all = Arrays.stream(Right.values()).flatMap(right -> right.acts().stream()).toList();
    assertThat(all).doesNotHaveDuplicates().allMatch(act -> !act.isBlank());
    for (Right right : Right.values()) {
      assertThat(right.acts()).allMatch(act -> Right.of(act) == right);
    }
    assertThat(Right.of("acme:rack-load")).isEqualTo(Right.OTHER);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void eachRoleMayWhatItsColumnSaysAndARefusalSaysWhoCould(Role role) throws Exception {
    try (var bureau = new Bureau(folder)) {
      bureau.as(WHO.get(role));
      for (Right right : Right.values()) {
        for (String verb : right.acts().isEmpty() ? List.of("acme:load") : right.acts()) {
          String answer = asked(bureau, verb);
          if (!right.roles().contains(role)) {
            assertThat(answer)
                .isEqualTo(
                    "%s is not for %s, who is %s: %s may"
                        .formatted(verb, WHO.get(role), role.words(), right.who()));
          } else if (right.approved()) {
            assertThat(answer).contains("needs another officer's approval");
          } else {
            assertThat(answer).isEqualTo("granted to " + WHO.get(role));
          }
        }
      }
      assertThat(bureau.vault().log().page(0, 1).getFirst().act().actor()).isEqualTo(WHO.get(role));
      assertThat(bureau.vault().log().verify()).isPositive();
    }
  }

  private static String asked(Bureau bureau, String verb) {
    try (Grant grant = bureau.vault().grant(act(verb, "north"))) {
      grant.succeeded("");
      return "granted to " + grant.act().actor();
    } catch (VaultException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aRefusalIsInTheLogWithItsActor() throws Exception {
    try (var bureau = new Bureau(folder)) {
      bureau.as("rita");
      assertThatThrownBy(() -> bureau.vault().grant(act("key:generate", "north/1")))
          .isInstanceOf(VaultException.class);
      var newest = bureau.vault().log().page(0, 2);
      assertThat(newest.get(1).result()).isEqualTo("asked");
      assertThat(newest.get(0).act().actor()).isEqualTo("rita");
      assertThat(newest.get(0).result()).startsWith("refused: key:generate is not for rita");
    }
  }

  @Test
  void nobodyWhoIsSignedOutActs() throws Exception {
    try (var bureau = new Bureau(folder)) {
      bureau.vault().officers().signOut();
      assertThat(asked(bureau, "download:load"))
          .isEqualTo("nobody is signed in: officer:sign-in NAME");
      assertThat(asked(bureau, "plugin:start")).isEqualTo("granted to nobody");
      bureau.as("olga");
      assertThat(asked(bureau, "download:load")).isEqualTo("granted to olga");
    }
  }

  @Test
  void keysAreStoredUnderNoOtherLeave() throws Exception {
    try (var bureau = new Bureau(folder);
        Grant grant = bureau.vault().grant(act("acme:rack-load", "north"))) {
      var vault = bureau.vault();
      var key = TestCrypto.aes(Bureau.T_HEX);
      assertThatThrownBy(
              () -> vault.keySets().create(grant, "n", Bytes.ofHex("0102030405060708"), 1, key))
          .hasMessage("the leave to acme:rack-load is none to make keys");
      assertThatThrownBy(() -> vault.keySets().addKey(grant, "n", TestVault.newKey(1), key, false))
          .hasMessageContaining("is none to make keys");
      assertThatThrownBy(
              () -> vault.roots().create(grant, RootPurpose.APPLIANCE, "n", 1, key, Bytes.of()))
          .hasMessageContaining("is none to make keys");
      // What is not a key is a matter of the table alone.
      vault.plugins().save(grant, PluginRule.Kind.ANY, Bytes.of(), "all plug-ins");
      grant.succeeded("");
    }
  }

  @Test
  void whatServesAnotherHasTheRightOfWhoLetHimIn() throws Exception {
    try (var bureau = new Bureau(folder)) {
      bureau.as("olga");
      try (Grant server = bureau.vault().grant(act("perso:central start", "toll"))) {
        bureau.as("rita");
        try (Grant below = server.below(act("perso:admit", "toll admits FU-1"))) {
          assertThat(below.act().actor()).isEqualTo("whoever");
          below.succeeded("");
        }
        assertThatThrownBy(() -> bureau.vault().grant(act("perso:admit", "toll admits FU-1")))
            .hasMessageContaining("not for rita");
        server.succeeded("");
      }
    }
  }

  @Test
  void everyActOfTheSourcesStandsInTheTableAndEveryLineIsSomebodysAct() throws Exception {
    var known = new TreeSet<String>();
    for (Right right : Right.values()) {
      known.addAll(right.acts());
    }
    var named = new TreeSet<String>();
    for (Path source : sources()) {
      ACT.matcher(Files.readString(source)).results().forEach(found -> named.add(found.group(1)));
    }
    assertThat(named).containsAll(known);
    named.removeAll(known);
    named.removeIf(name -> known.stream().anyMatch(act -> act.startsWith(name + " ")));
    named.removeAll(WITHOUT_LEAVE);
    assertThat(named).as("acts and commands without a line in Right").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(root().resolve("bundles"))) {
      return all.filter(path -> path.toString().replace('\\', '/').contains("/src/main/java/"))
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.endsWith("Right.java"))
          .toList();
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("bundles"))) {
      here = here.getParent();
    }
    return here;
  }

  @Test
  void theDocumentPrintsTheTable() throws Exception {
    String document = Files.readString(root().resolve("docs/officers.md"));
    String printed =
        document.substring(
            document.indexOf("<!-- rights -->\n") + "<!-- rights -->\n".length(),
            document.indexOf("<!-- /rights -->"));
    assertThat(printed.lines().toList()).containsExactlyElementsOf(table());
  }

  private static List<String> table() {
    var lines = new ArrayList<String>();
    lines.add("| what | security officer | custodian | operator | auditor | approval | acts |");
    lines.add("|---|---|---|---|---|---|---|");
    for (Right right : Right.values()) {
      String roles =
          Arrays.stream(Role.values())
              .map(role -> right.roles().contains(role) ? "yes" : "–")
              .collect(Collectors.joining(" | "));
      String acts =
          right.acts().isEmpty()
              ? "any other"
              : right.acts().stream().map(act -> "`" + act + "`").collect(Collectors.joining(", "));
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(right.words(), roles, right.approved() ? "by another" : "–", acts));
    }
    return lines;
  }

  @Test
  void theConsoleShowsTheTable() {
    try (var console = new WholeConsole()) {
      assertThat(console.run("officer:rights").out())
          .contains("key:generate", "by another", "any other");
    }
  }
}
