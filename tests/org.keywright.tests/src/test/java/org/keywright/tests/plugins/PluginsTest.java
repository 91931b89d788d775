// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.PluginException;
import org.keywright.plugins.Signer;
import org.keywright.plugins.internal.FolderPlugins;
import org.keywright.tests.vault.TestVault;
import org.keywright.vault.Act;
import org.keywright.vault.PluginRule;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Which plug-ins run beside a vault, from when to when, and what is said of the others. */
class PluginsTest {
  private static final String ACME = "acme.jar";

  @TempDir Path scratch;
  private Path folder;
  private TestFramework framework;
  private TestVault test;
  private FolderPlugins plugins;

  @BeforeEach
  void begin() throws Exception {
    folder = Files.createDirectory(scratch.resolve("plugins"));
    framework = new TestFramework(scratch.resolve("osgi"), folder);
    test = new TestVault(scratch);
    plugins = new FolderPlugins(framework.context(), null);
    test.vaults.bindObserver(plugins);
  }

  @AfterEach
  void end() throws Exception {
    test.close();
    plugins.close();
    framework.close();
  }

  private Path jar(String file, String name) throws Exception {
    return JarOf.bundle(name).in(scratch.resolve(file));
  }

  private Plugin installed(String file, String name) throws Exception {
    return plugins.install(jar(file, name));
  }

  private Plugin acme() {
    return plugins.find(ACME).orElseThrow();
  }

  private static void rule(Vault vault, PluginRule.Kind kind, Bytes digest) throws VaultException {
    try (var grant = vault.grant(new Act("an officer", "plugin:allow", "a plug-in", ""))) {
      vault.plugins().save(grant, kind, digest, "Acme");
      grant.succeeded("");
    }
  }

  private void letAllIn(Vault vault) throws VaultException {
    rule(vault, PluginRule.Kind.ANY, Bytes.of());
    plugins.review();
  }

  @Test
  void oneWaitsWhileNoVaultIsOpen() throws Exception {
    var plugin = installed(ACME, "com.acme");
    assertThat(plugin.state()).isEqualTo(Plugin.State.WAITING);
    assertThat(plugin.name()).isEqualTo("com.acme");
    assertThat(plugin.version()).isEqualTo("1.2.3");
    assertThat(framework.context().getBundles()).hasSize(1);
  }

  @Test
  void whoeverObservesSeesItComeWithTheVaultStandAndGo() throws Exception {
    var seen = new ArrayList<String>();
    var observation =
        plugins.observe(
            () -> seen.add(plugins.find(ACME).map(now -> now.state().name()).orElse("none")));
    installed(ACME, "com.acme");
    letAllIn(test.create());
    test.vaults.close();
    plugins.remove(ACME);
    observation.close();
    installed(ACME, "com.acme");
    assertThat(seen).containsExactly("WAITING", "REFUSED", "ACTIVE", "WAITING", "none");
  }

  @Test
  void oneThatNoRuleNamesIsRefusedAndNotEvenInstalled() throws Exception {
    installed(ACME, "com.acme");
    test.create();
    assertThat(acme().state()).isEqualTo(Plugin.State.REFUSED);
    assertThat(acme().reason()).contains("not signed", "plugin:allow");
    assertThat(framework.context().getBundles()).hasSize(1);
  }

  @Test
  void aVaultForTestsLetsAnyInWhichItsLogShows() throws Exception {
    installed(ACME, "com.acme");
    var vault = test.create();
    letAllIn(vault);
    assertThat(acme().state()).isEqualTo(Plugin.State.ACTIVE);
    assertThat(acme().reason()).isEqualTo("the vault is marked as test");
    assertThat(vault.info().test()).isTrue();
    assertThat(vault.log().page(0, 50))
        .anyMatch(
            entry ->
                entry.act().verb().equals("plugin:start")
                    && entry.act().subject().contains(acme().digest().hex())
                    && entry.result().contains("runs"));
  }

  @Test
  void oneFileThatIsAllowedRunsAndAnotherBuildOfItDoesNot() throws Exception {
    installed(ACME, "com.acme");
    var vault = test.create();
    rule(vault, PluginRule.Kind.FILE, acme().digest());
    plugins.review();
    assertThat(acme().state()).isEqualTo(Plugin.State.ACTIVE);
    assertThat(acme().reason()).isEqualTo("allowed by an officer");

    JarOf.bundle("com.acme").with("Built", "anew").in(scratch.resolve(ACME));
    assertThat(plugins.install(scratch.resolve(ACME)).state()).isEqualTo(Plugin.State.REFUSED);
    assertThat(framework.context().getBundles()).hasSize(1);
  }

  @Test
  void whatATrustedKeySignedRunsAndNothingElse() throws Exception {
    var acme = JarOf.Vendor.called("Acme");
    var other = JarOf.Vendor.called("Somebody");
    plugins.install(acme.sign(jar(ACME, "com.acme")));
    plugins.install(other.sign(jar("other.jar", "org.other")));
    var vault = test.create();
    trust(vault, acme.certificate());
    assertThat(acme().state()).isEqualTo(Plugin.State.ACTIVE);
    assertThat(acme().reason()).isEqualTo("signed by Acme, trusted by an officer");
    var refused = plugins.find("other.jar").orElseThrow();
    assertThat(refused.state()).isEqualTo(Plugin.State.REFUSED);
    assertThat(refused.reason()).contains("does not trust CN=Somebody");
  }

  private void trust(Vault vault, X509Certificate certificate) throws VaultException {
    rule(vault, PluginRule.Kind.SIGNER, Signer.of(certificate).fingerprint());
    plugins.review();
  }

  @Test
  void anEntryThatTheSignatureDoesNotCoverMakesItUnsigned() throws Exception {
    var acme = JarOf.Vendor.called("Acme");
    Path jar = acme.sign(jar(ACME, "com.acme"));
    JarOf.add(jar, "com/acme/Added.class");
    plugins.install(jar);
    trust(test.create(), acme.certificate());
    assertThat(acme().state()).isEqualTo(Plugin.State.REFUSED);
    assertThat(acme().signers()).isEmpty();
  }

  @Test
  void oneThatWasChangedAfterItWasSignedRunsNowhere() throws Exception {
    var acme = JarOf.Vendor.called("Acme");
    Path jar = acme.sign(jar(ACME, "com.acme"));
    JarOf.spoil(jar, SamplePlugin.class.getName().replace('.', '/') + ".class");
    assertThatThrownBy(() -> plugins.install(jar))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("acme.jar was changed after it was signed");
    Files.copy(jar, folder.resolve(ACME));
    letAllIn(test.create());
    try (var again = new Restarted()) {
      assertThat(again.anew.find(ACME).orElseThrow().state()).isEqualTo(Plugin.State.FAULTY);
    }
  }

  /** The folder as a new start of the program finds it. */
  private final class Restarted implements AutoCloseable {
    final FolderPlugins anew;

    Restarted() {
      plugins.close();
      test.vaults.unbindObserver(plugins);
      anew = new FolderPlugins(framework.context(), null);
      test.vaults.bindObserver(anew);
    }

    @Override
    public void close() {
      test.vaults.unbindObserver(anew);
      anew.close();
    }
  }

  @Test
  void whatLiesInTheFolderAtTheStartRunsAsSoonAsTheVaultIsOpen() throws Exception {
    jar("a.jar", "com.acme");
    Files.copy(scratch.resolve("a.jar"), folder.resolve(ACME));
    Files.writeString(folder.resolve("notes.txt"), "not a plug-in");
    letAllIn(test.create());
    try (var again = new Restarted()) {
      assertThat(again.anew.all()).hasSize(1);
      assertThat(again.anew.find(ACME).orElseThrow().state()).isEqualTo(Plugin.State.ACTIVE);
    }
  }

  @Test
  void whatIsNoPluginIsRefusedWithItsReasonBeforeItIsCopied() throws Exception {
    Path text = Files.writeString(scratch.resolve("text.jar"), "no jar");
    Path plain = JarOf.nothing().in(scratch.resolve("plain.jar"));
    Path fragment =
        JarOf.bundle("com.acme.more")
            .with("Fragment-Host", "com.acme")
            .in(scratch.resolve("f.jar"));
    assertThatThrownBy(() -> plugins.install(text))
        .hasMessageStartingWith("text.jar cannot be read as a jar");
    assertThatThrownBy(() -> plugins.install(plain))
        .hasMessage("plain.jar is no plug-in: its manifest has no bundle name");
    assertThatThrownBy(() -> plugins.install(fragment)).hasMessageContaining("is a fragment");
    assertThatThrownBy(() -> plugins.install(scratch.resolve("none.jar")))
        .hasMessageStartingWith("no such file");
    assertThatThrownBy(() -> plugins.install(Files.createFile(scratch.resolve("a.zip"))))
        .hasMessageContaining("ends with .jar");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMissingPackageIsNamedAndThePluginRunsWhenItComes() throws Exception {
    letAllIn(test.create());
    Path needy =
        JarOf.bundle("com.acme")
            .with("Import-Package", "org.osgi.framework,com.acme.driver;version=\"[2,3)\"")
            .in(scratch.resolve(ACME));
    var plugin = plugins.install(needy);
    assertThat(plugin.state()).isEqualTo(Plugin.State.UNRESOLVED);
    assertThat(plugin.reason()).contains("Import-Package: com.acme.driver");

    plugins.install(
        JarOf.bundle("com.acme.driver")
            .with("Export-Package", "com.acme.driver;version=\"2.1\"")
            .in(scratch.resolve("driver.jar")));
    assertThat(acme().state()).isEqualTo(Plugin.State.ACTIVE);
  }

  @Test
  void oneThatFailsIsFaultyAndStopsNobodyElse() throws Exception {
    letAllIn(test.create());
    var failing =
        plugins.install(JarOf.bundle("com.acme").with("Fails", "yes").in(scratch.resolve(ACME)));
    assertThat(failing.state()).isEqualTo(Plugin.State.FAULTY);
    assertThat(failing.reason()).contains("it cannot");
    assertThat(installed("other.jar", "org.other").state()).isEqualTo(Plugin.State.ACTIVE);
  }

  @Test
  void aSecondOneOfTheSameNameWaitsForTheFirstToGo() throws Exception {
    letAllIn(test.create());
    installed(ACME, "com.acme");
    assertThat(installed("copy.jar", "com.acme").state()).isEqualTo(Plugin.State.UNRESOLVED);
    plugins.remove(ACME);
    assertThat(plugins.find("copy.jar").orElseThrow().state()).isEqualTo(Plugin.State.ACTIVE);
  }

  @Test
  void itStopsWithTheVaultAndWithTheRule() throws Exception {
    var vault = test.create();
    letAllIn(vault);
    installed(ACME, "com.acme");
    assertThat(framework.context().getServiceReference(Runnable.class)).isNotNull();
    test.vaults.close();
    assertThat(acme().state()).isEqualTo(Plugin.State.WAITING);
    assertThat(framework.context().getServiceReference(Runnable.class)).isNull();

    var again = test.reopen();
    assertThat(acme().state()).isEqualTo(Plugin.State.ACTIVE);
    try (var grant = again.grant(new Act("an officer", "plugin:forget", "any", ""))) {
      again.plugins().remove(grant, PluginRule.Kind.ANY, Bytes.of());
      grant.succeeded("");
    }
    plugins.review();
    assertThat(acme().state()).isEqualTo(Plugin.State.REFUSED);
  }

  @Test
  void aRuleThatWasWrittenPastTheVaultLetsNobodyIn() throws Exception {
    installed(ACME, "com.acme");
    rule(test.create(), PluginRule.Kind.FILE, Bytes.of(new byte[32]));
    test.vaults.close();
    try (var connection = TestVault.behind(test.file);
        var statement = connection.prepareStatement("UPDATE plugin_rule SET digest = ?")) {
      statement.setBytes(1, acme().digest().toArray());
      assertThat(statement.executeUpdate()).isOne();
    }
    var vault = test.reopen();
    assertThat(acme().state()).isEqualTo(Plugin.State.REFUSED);
    assertThat(acme().reason()).contains("changed outside Keywright");
    assertThatThrownBy(() -> vault.plugins().all()).isInstanceOf(VaultException.class);
  }

  @Test
  void removingDeletesTheFileAndAHundredComingsLeaveNothingBehind() throws Exception {
    letAllIn(test.create());
    Path jar = jar(ACME, "com.acme");
    for (int i = 0; i < 100; i++) {
      assertThat(plugins.install(jar).state()).isEqualTo(Plugin.State.ACTIVE);
      plugins.remove(ACME);
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(plugins.all()).isEmpty();
    assertThat(framework.context().getBundles()).hasSize(1);
    assertThatThrownBy(() -> plugins.remove(ACME)).hasMessageContaining("there is no plug-in");
  }
}
