@echo off
rem SPDX-License-Identifier: EPL-2.0
rem Starts the Keywright that this script lies in, with JAVA_HOME or else the java on PATH (25 or newer).
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "CACHE=%LOCALAPPDATA%\keywright"
if defined XDG_CACHE_HOME set "CACHE=%XDG_CACHE_HOME%\keywright"
rem Each run has a configuration area and a temporary folder of its own; it is removed at the end.
:area
set "AREA=%CACHE%\run\%RANDOM%%RANDOM%"
if exist "%AREA%" goto area
mkdir "%AREA%\tmp" || exit /b 73
set "PLUGINS=%HERE%..\plugins"
if defined KEYWRIGHT_PLUGINS set "PLUGINS=%KEYWRIGHT_PLUGINS%"
for %%L in ("%HERE%plugins\org.eclipse.equinox.launcher_*.jar") do set "LAUNCHER=%%L"
set "DATA=@none"
set "LANGUAGE="
rem Most commands are over before compiled code has paid for its making, and a window opens sooner without: the JVM compiles what runs four times as often as usual.
set "COMPILING=-XX:CompileThresholdScaling=4 -XX:Tier0ProfilingStartPercentage=1000"
set "OPTIONS=-Declipse.application.launchDefault=false"
if not "%~1"=="workbench" goto words
if not exist "%HERE%plugins\org.keywright.workbench_*.jar" (
  echo keywright: this is the console alone; the archive keywright-workbench has the workbench 1>&2
  exit /b 69
)
set "DATA=%CACHE%\workbench"
rem The language that was chosen in its preferences; else it is the system's.
if exist "%CACHE%\workbench\language" set /p LANGUAGE=<"%CACHE%\workbench\language"
if defined LANGUAGE set "LANGUAGE=-nl %LANGUAGE%"
set "OPTIONS=-Xms48m -XX:MetaspaceSize=64m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:-ShrinkHeapInSteps -XX:+UseCompactObjectHeaders"
shift
:words
rem The framework would take an argument like -data for its own: each goes with "=" before it.
set "ARGS="
:next
if [%1]==[] goto run
set ARGS=%ARGS% "=%~1"
shift
goto next
:run
"%JAVA%" -XX:+UseSerialGC -XX:-UsePerfData %COMPILING% %OPTIONS% "-Djava.io.tmpdir=%AREA%\tmp" -Dosgi.classloader.define.packages=noattributes "-Dkeywright.cache=%CACHE%" "-Dkeywright.launcher=%HERE%keywright.cmd" "-Dfelix.fileinstall.dir=%PLUGINS%" %KEYWRIGHT_JAVA_OPTS% -jar "%LAUNCHER%" -nosplash -configuration "%AREA%" -data "%DATA%" -user @none %LANGUAGE% %ARGS%
set "STATUS=%ERRORLEVEL%"
rmdir /s /q "%AREA%" 2>nul
exit /b %STATUS%
