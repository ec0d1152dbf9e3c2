using System.Globalization;
using System.Text;

namespace Wasilo.Conformance.Grains.Journals;

/// <summary>
/// The journal of a silo in a process of its own: one file for each silo, so that writers never meet, in a folder that the test
/// reads. Each line is handed to the operating system before <see cref="Write"/> returns, so it outlives a killed process.
/// </summary>
public sealed class FileJournal : IJournal, IDisposable
{
    private const char Separator = '\t';
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;
    private readonly TimeProvider _clock;

    /// <summary>Opens the file of a silo.</summary>
    public FileJournal(string folder, string silo, TimeProvider clock)
    {
        _clock = clock;
        _writer = new StreamWriter(
            new FileStream(Path.Combine(folder, silo + ".journal"), FileMode.Append, FileAccess.Write, FileShare.Read),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        { AutoFlush = true };
    }

    /// <summary>Everything that the silos of a folder have written, oldest first.</summary>
    public static IReadOnlyList<JournalEntry> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.journal").SelectMany(ReadFile).OrderBy(entry => entry.At)];

    /// <inheritdoc/>
    public void Write(string subject, string text)
    {
        var line = string.Join(Separator, _clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), subject, text);
        lock (_gate)
        {
            _writer.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static IEnumerable<JournalEntry> ReadFile(string path)
    {
        var silo = Path.GetFileNameWithoutExtension(path);
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var complete = reader.ReadToEnd();
        // A line without its end is still being written.
        foreach (var line in complete[..(complete.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(Separator, 3);
            yield return new JournalEntry(DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture), silo, parts[1], parts[2]);
        }
    }
}
