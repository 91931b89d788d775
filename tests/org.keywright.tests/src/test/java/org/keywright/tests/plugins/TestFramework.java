// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.keywright.plugins.internal.FolderPlugins;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework with nothing in it but what tests install. */
public final class TestFramework {
  private final Framework framework;

  /**
   * Starts one.
   *
   * @param storage where it keeps its bundles
   * @param folder its folder of plug-ins
   */
  public TestFramework(Path storage, Path folder) throws BundleException {
    this(storage, folder, "");
  }

  /**
   * Starts one whose bundles may use some of this program's packages.
   *
   * @param packages what it exports, in the form of the manifest
   */
  public TestFramework(Path storage, Path folder, String packages) throws BundleException {
    framework =
        new EquinoxFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE, storage.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages,
                    FolderPlugins.FOLDER_PROPERTY, folder.toString()));
    framework.start();
  }

  /** The only one for consoles that have no plug-ins, or few; it ends with the tests. */
  public static BundleContext shared() {
    return Shared.ONE.context();
  }

  /** Its own context. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** Ends it, and all that runs in it. */
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(0);
  }

  private static final class Shared {
    static final TestFramework ONE = make();

    private static TestFramework make() {
      try {
        Path home = Files.createTempDirectory("framework");
        return new TestFramework(home.resolve("osgi"), home.resolve("plugins"));
      } catch (IOException | BundleException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
