// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Wherever something is opened that was wrapped or sealed, a test tries it with what must not open.
 * The list is held against the sources, so that a new way cannot stay untried.
 */
class EveryUnwrapTest {
  /** What opens: key wraps, key blocks, seals, boxes, files of PKCS#12. */
  private static final String TYPES = "KeyWrap|KeyBlocks|Sealing|SealedBoxes|IdentityFiles|Gcm";

  private static final Pattern HOLDER = Pattern.compile("\\b(?:" + TYPES + ")\\s+(\\w+)\\s*[;,)=]");
  private static final Pattern GIVEN =
      Pattern.compile("\\b(?:sealing|keyBlocks|blocks|identityFiles)\\(\\)\\.(?:open|read)\\(");
  private static final Pattern UNWRAP = Pattern.compile("\\.unwrap\\(");
  private static final Pattern KIND =
      Pattern.compile("\\bclass \\w+\\s+implements [\\w<>, ]*\\b(?:" + TYPES + ")\\b");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");

  /** Who opens something, and the tests that give it what must not open. */
  private static final Map<String, List<String>> TRIED =
      Map.ofEntries(
          Map.entry("AesKeyWrap", List.of("UnwrapNegativesTest", "KeyWrapVectorsTest")),
          Map.entry("GcmSealing", List.of("UnwrapNegativesTest")),
          Map.entry("X9KeyBlocks", List.of("UnwrapNegativesTest", "KeyBlocksTest")),
          Map.entry("Pkcs12Files", List.of("Pkcs12FilesTest")),
          Map.entry("KeyImport", List.of("KeyFieldNegativesTest", "BitFlipTest")),
          Map.entry("Cryptogram", List.of("ProtocolUnwrapsTest", "PairingVectorsTest")),
          Map.entry("OrderKeys", List.of("ProtocolUnwrapsTest")),
          Map.entry("ModuleOrders", List.of("ProtocolUnwrapsTest")),
          Map.entry("HostOrders", List.of("ProtocolUnwrapsTest")),
          Map.entry("CentreExchange", List.of("ProtocolUnwrapsTest")),
          Map.entry("Desk", List.of("CentreServiceTest")),
          Map.entry("ModuleContact", List.of("ProtocolUnwrapsTest")),
          Map.entry("HostContact", List.of("ProtocolUnwrapsTest")),
          Map.entry("PairingSession", List.of("ProtocolUnwrapsTest")),
          Map.entry("TransactionKeys", List.of("ProtocolUnwrapsTest")),
          Map.entry("TransactionBlocks", List.of("ProtocolUnwrapsTest")),
          Map.entry("TanDelivery", List.of("ProtocolUnwrapsTest")),
          Map.entry("TicketSealing", List.of("TicketNegativesTest")),
          Map.entry("KeyBlockFile", List.of("KeyImportTest", "RootImportTest")),
          Map.entry("KeyImportCommands", List.of("KeyImportTest")),
          Map.entry("TlsFileCommands", List.of("Pkcs12FilesTest", "BadInputTest")),
          Map.entry("Seals", List.of("VaultTamperTest", "EachRowTest")),
          Map.entry("Unlocking", List.of("VaultPassphraseTest")),
          Map.entry("SigningIn", List.of("OfficersTest", "OneOfficerAttackTest")),
          Map.entry("SealedBoxes", List.of("SealedBoxNegativesTest")),
          Map.entry("RootsShares", List.of("OfficersTest", "OneOfficerAttackTest")),
          Map.entry("NonVolatile", List.of("StateFileNegativesTest")));

  /** Who hands on what another opens, or tries the openers itself. */
  private static final Set<String> NO_WAY_OF_THEIR_OWN =
      Set.of(
          "AlgorithmContract", // the very negatives, for suites of vendors
          "Counted", // counts for the claims
          "FencedSuite", // around a vendor's suite
          "FirstUnit", // of the contract
          "KeyBlocks", // its older method calls its newer
          "KnownAnswers", // negatives before the first use
          "TicketDesk", // calls TicketSealing
          "TlsLine"); // records of TLS, which the JDK opens: TlsRobustnessTest

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("bundles"))) {
      here = here.getParent();
    }
    return here;
  }

  private static List<Path> sources(String folder, String within) throws IOException {
    try (Stream<Path> all = Files.walk(root().resolve(folder))) {
      return all.filter(path -> path.toString().replace('\\', '/').contains(within))
          .filter(path -> path.toString().endsWith(".java"))
          .toList();
    }
  }

  private static String name(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static boolean opens(String source) {
    String code = COMMENT.matcher(source).replaceAll("");
    String close = code.replaceAll("\\s*\\.\\s*", ".");
    return UNWRAP.matcher(close).find()
        || GIVEN.matcher(close).find()
        || KIND.matcher(code).find()
        || HOLDER
            .matcher(code)
            .results()
            .anyMatch(
                holder ->
                    Pattern.compile("\\b" + holder.group(1) + "\\.(?:open|read)\\(")
                        .matcher(close)
                        .find());
  }

  @Test
  void whateverOpensSomethingIsTriedWithWhatMustNotOpen() throws IOException {
    var found = new TreeSet<String>();
    for (Path source : sources("bundles", "/src/main/java/")) {
      if (opens(Files.readString(source))) {
        found.add(name(source));
      }
    }
    found.removeAll(NO_WAY_OF_THEIR_OWN);
    assertThat(found).isEqualTo(new TreeSet<>(TRIED.keySet()));
  }

  @Test
  void theTestsAreThere() throws IOException {
    Set<String> tests =
        Stream.concat(
                sources("bundles", "/src/test/java/").stream(),
                sources("tests/org.keywright.tests", "/src/test/java/").stream())
            .map(EveryUnwrapTest::name)
            .collect(Collectors.toSet());
    assertThat(tests)
        .containsAll(TRIED.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
  }

  @Test
  void anOpenerThatNobodyTriesWouldBeSeen() {
    assertThat(opens("Key k = suite\n  .wrap()\n  .unwrap(key, bytes);")).isTrue();
    assertThat(opens("private final Sealing own;\n void m() { own\n.open(key, place, bytes); }"))
        .isTrue();
    assertThat(opens("try (var in = crypto.sealing().open(key, place, bytes)) {")).isTrue();
    assertThat(opens("final class Another implements Cloneable, KeyWrap {")).isTrue();
    assertThat(opens("// suite.wrap().unwrap(key, bytes)\n/* sealing().open( */")).isFalse();
    assertThat(opens("private final Sealing own;\n void m() { other.open(); }")).isFalse();
  }
}
