// SPDX-License-Identifier: EPL-2.0
package org.keywright.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The law of ARCHITECTURE.md over the built classes and the sources of all bundles that ship. */
class ArchitectureTest {

  private static final Bundles BUNDLES =
      Bundles.read(Path.of(System.getProperty("keywright.root")));

  /** The words of each protocol have an API package of their own, as have certificates. */
  private static final Set<String> FURTHER_APIS =
      Set.of(
          "org.keywright.crypto.channel",
          "org.keywright.crypto.pki",
          "org.keywright.protocol.download",
          "org.keywright.protocol.pairing",
          "org.keywright.protocol.personalization");

  /** The window has a package for each of its areas; none of them is seen by another bundle. */
  private static final String AREAS = "org.keywright.workbench.internal.";

  private static final Pattern BANNED_NAME =
      Pattern.compile(
          "(.*(Impl|Util|Utils|Helper|Helpers|Manager|Constants|Activator))|(Abstract[A-Z].*)");
  private static final Pattern INTERFACE_PREFIX = Pattern.compile("I[A-Z][a-z].*");
  private static final Pattern TYPE_IN_MEMORY =
      Pattern.compile(
          "java\\.util\\.(concurrent\\.)?(\\w*(HashMap|HashSet|TreeMap|TreeSet|SkipListMap|SkipListSet|LinkedList"
              + "|ArrayList|ArrayDeque|Queue|Deque|Properties|BitSet|Vector|Hashtable))"
              + "|java\\.util\\.concurrent\\.atomic\\..*|java\\.lang\\.String(Builder|Buffer)");

  @Test
  void everyBundleIsInTheTableOfLayersAndHasClasses() {
    assertThat(BUNDLES.classes().keySet())
        .containsExactlyInAnyOrderElementsOf(Bundles.MAY_USE.keySet());
    assertThat(BUNDLES.classes()).allSatisfy((name, classes) -> assertThat(classes).isNotEmpty());
  }

  @Test
  void layersAreAsDrawn() {
    assertThat(
            foreign(
                (from, to) -> !Bundles.MAY_USE.getOrDefault(from, Set.of()).contains(to.bundle())))
        .isEmpty();
  }

  @Test
  void nobodyUsesWhatAnotherBundleKeepsInternal() {
    assertThat(foreign((from, to) -> (to.type().getPackageName() + ".").contains(".internal.")))
        .isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .assignedFrom(new PackageSlices())
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(BUNDLES.all());
  }

  @Test
  void everyPackageBeginsWithTheNameOfItsBundle() {
    var strays = new TreeSet<String>();
    BUNDLES
        .classes()
        .forEach(
            (name, classes) ->
                classes.stream()
                    .filter(type -> !BUNDLES.bundleOf(type).equals(java.util.Optional.of(name)))
                    .forEach(type -> strays.add(name + " holds " + type.getName())));
    assertThat(strays).isEmpty();
  }

  @Test
  void packagesAreApiSpiOrInternal() {
    assertThat(
            packages()
                .filter(
                    name ->
                        BUNDLES.classes().keySet().stream()
                            .map(bundle -> "org.keywright." + bundle)
                            .noneMatch(
                                bundle ->
                                    name.equals(bundle)
                                        || FURTHER_APIS.contains(name)
                                        || name.startsWith(AREAS)
                                        || name.equals(bundle + ".spi")
                                        || name.equals(bundle + ".internal"))))
        .isEmpty();
  }

  @Test
  void clearKeyBytesAreLentUnderCryptoOnly() {
    assertThat(
            accesses(
                access ->
                    access.getTargetOwner().getName().equals("org.keywright.crypto.KeyMaterial")
                        && access.getTarget().getName().equals("expose")
                        && !(access.getOriginOwner().getPackageName() + ".")
                            .startsWith("org.keywright.crypto.")))
        .isEmpty();
  }

  @Test
  void clearSecretsEnterCommandsScreensPaperAndDriversInFewPlacesAndMasksInAnother() {
    var callers =
        Map.of(
            "copyInto",
            Set.of(
                "org.keywright.protocol.ClearCommand",
                "org.keywright.console.internal.SecretOutput",
                "org.keywright.letters.internal.LetterPage",
                "org.keywright.letters.internal.SpooledPrinter",
                "org.keywright.workbench.model.LetterFile",
                "org.keywright.workbench.model.Numbers",
                "org.keywright.vault.jdbc.internal.PostgresServer",
                "org.keywright.vault.jdbc.internal.Tally"),
            "masked",
            Set.of("org.keywright.claims.internal.TraceSearch"));
    assertThat(
            accesses(
                access ->
                    access.getTargetOwner().getName().equals("org.keywright.crypto.KeyMaterial")
                        && callers.containsKey(access.getTarget().getName())
                        && callers.get(access.getTarget().getName()).stream()
                            .noneMatch(caller -> isPartOf(caller, access.getOriginOwner()))))
        .isEmpty();
  }

  @Test
  void commandsWithClearKeysAreMadeForTheSecuredRoomOnly() {
    var rooms =
        Set.of(
            "org.keywright.protocol.download.SecuredRoom",
            "org.keywright.protocol.pairing.SecuredRoom",
            "org.keywright.protocol.personalization.SecuredRoom");
    assertThat(
            accesses(
                access ->
                    isPartOf("org.keywright.protocol.ClearCommand", access.getTargetOwner())
                        && !isPartOf("org.keywright.protocol.ClearCommand", access.getOriginOwner())
                        && !rooms.contains(access.getOriginOwner().getName())))
        .isEmpty();
  }

  private static boolean isPartOf(String outer, JavaClass type) {
    return (type.getName() + "$").startsWith(outer + "$");
  }

  @Test
  void consoleLibrariesStayInConsoleAndWidgetsInWorkbench() {
    assertThat(
            dependencies(
                Map.of(
                    "org.apache.felix.gogo", "console",
                    "org.apache.felix.service", "console",
                    "org.jline", "console",
                    "org.eclipse.swt", "workbench",
                    "org.eclipse.jface", "workbench")))
        .isEmpty();
  }

  @Test
  void nothingButTheTestkitKnowsTheTestLibraries() {
    assertThat(
            dependencies(
                Map.of("org.junit", "testkit", "org.assertj", "testkit", "org.apiguardian", "")))
        .isEmpty();
  }

  @Test
  void nobodyPrintsSleepsOrReadsTheEnvironment() {
    var banned =
        Set.of(
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.System.getenv",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep");
    assertThat(
            accesses(
                access ->
                    banned.contains(qualified(access.getTarget()))
                        || access.getTarget().getName().equals("printStackTrace")))
        .isEmpty();
  }

  @Test
  void nothingStaticChanges() {
    assertThat(
            BUNDLES.all().stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(ArchitectureTest::changes)
                .map(JavaField::getFullName))
        .isEmpty();
  }

  private static boolean changes(JavaField field) {
    var modifiers = field.getModifiers();
    return !modifiers.contains(JavaModifier.FINAL)
        || (field.getRawType().isArray() && !modifiers.contains(JavaModifier.PRIVATE))
        || TYPE_IN_MEMORY.matcher(field.getRawType().getName()).matches();
  }

  @Test
  void nothingIsSerializedByJava() {
    assertThat(
            BUNDLES.all().stream()
                .filter(
                    type ->
                        type.getRawInterfaces().stream()
                            .anyMatch(
                                parent ->
                                    parent.isEquivalentTo(Serializable.class)
                                        || parent.isEquivalentTo(java.io.Externalizable.class)))
                .map(JavaClass::getName))
        .isEmpty();
    assertThat(
            accesses(
                access ->
                    Set.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream")
                        .contains(access.getTargetOwner().getName())))
        .isEmpty();
  }

  @Test
  void typesAreNamedForWhatTheyAre() {
    assertThat(
            BUNDLES.all().stream()
                .filter(
                    type ->
                        BANNED_NAME.matcher(type.getSimpleName()).matches()
                            || (type.isInterface()
                                && INTERFACE_PREFIX.matcher(type.getSimpleName()).matches()))
                .map(JavaClass::getName))
        .isEmpty();
    assertThat(
            BUNDLES.all().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().equals("getInstance"))
                .filter(method -> method.getModifiers().contains(JavaModifier.STATIC))
                .map(method -> method.getFullName()))
        .isEmpty();
  }

  @Test
  void recordsHoldNoArrays() {
    assertThat(
            BUNDLES.all().stream()
                .filter(JavaClass::isRecord)
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> field.getRawType().isArray())
                .map(JavaField::getFullName))
        .isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    var marked = new TreeSet<String>();
    BUNDLES.all().stream()
        .filter(type -> type.getSimpleName().equals("package-info"))
        .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
        .forEach(type -> marked.add(type.getPackageName()));
    assertThat(packages().filter(name -> !marked.contains(name))).isEmpty();
  }

  @Test
  void everyPublicTypeOutsideInternalAndEveryPackageHasJavadoc() {
    assertThat(Javadocs.missing(BUNDLES.sources())).isEmpty();
  }

  @Test
  void everySourceNamesItsLicence() throws IOException {
    var bare = new TreeSet<String>();
    for (Path source : BUNDLES.sources()) {
      try (var lines = Files.lines(source)) {
        if (!lines.findFirst().orElse("").equals("// SPDX-License-Identifier: EPL-2.0")) {
          bare.add(source.toString());
        }
      }
    }
    assertThat(bare).isEmpty();
  }

  /** A type of ours, and the bundle it lies in. */
  private record Target(String bundle, JavaClass type) {}

  private interface Crossing {
    boolean isWrong(String fromBundle, Target to);
  }

  private static Collection<String> foreign(Crossing crossing) {
    var found = new TreeSet<String>();
    for (JavaClass type : BUNDLES.all()) {
      String from = BUNDLES.bundleOf(type).orElse("?");
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        BUNDLES
            .bundleOf(used)
            .filter(to -> !to.equals(from))
            .filter(to -> crossing.isWrong(from, new Target(to, used)))
            .ifPresent(to -> found.add(type.getName() + " uses " + used.getName()));
      }
    }
    return found;
  }

  /** Uses of types whose name begins with a key of the map, from outside the bundle it maps to. */
  private static Collection<String> dependencies(Map<String, String> homes) {
    var found = new TreeSet<String>();
    for (JavaClass type : BUNDLES.all()) {
      String from = BUNDLES.bundleOf(type).orElse("?");
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getBaseComponentType().getName();
        homes.forEach(
            (prefix, home) -> {
              if ((used + ".").startsWith(prefix + ".") && !from.equals(home)) {
                found.add(type.getName() + " uses " + used);
              }
            });
      }
    }
    return found;
  }

  private static Collection<String> accesses(Predicate<JavaAccess<?>> wrong) {
    var found = new TreeSet<String>();
    for (JavaClass type : BUNDLES.all()) {
      type.getAccessesFromSelf().stream()
          .filter(wrong)
          .forEach(access -> found.add(access.getDescription()));
    }
    return found;
  }

  private static String qualified(AccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }

  private static Stream<String> packages() {
    return BUNDLES.all().stream().map(JavaClass::getPackageName).distinct().sorted();
  }

  private static final class PackageSlices implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("org.keywright")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
