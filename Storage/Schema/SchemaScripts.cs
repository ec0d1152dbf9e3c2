using System.Globalization;
using System.Reflection;

namespace Wasilo.Storage.Schema;

/// <summary>The scripts of deploy/sql, which this assembly carries.</summary>
internal static class SchemaScripts
{
    /// <summary>The script that makes the record of steps. It is run each time and not recorded.</summary>
    public const int RecordVersion = 0;

    /// <summary>All scripts for a database, in the order in which they run.</summary>
    public static IReadOnlyList<SchemaScript> For(DatabaseKind kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = kind == DatabaseKind.Sqlite ? "sql/sqlite/" : "sql/postgresql/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Select(static name => name.Replace('\\', '/'))
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Select(name => Read(assembly, name, Path.GetFileNameWithoutExtension(name)))
                .OrderBy(static script => script.Version),
        ];
    }

    private static SchemaScript Read(Assembly assembly, string resource, string file)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is listed in {assembly.GetName().Name} but can't be read.");
        using var reader = new StreamReader(stream);
        var dash = file.IndexOf('-', StringComparison.Ordinal);
        var version = int.Parse(file.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture);
        return new SchemaScript(version, file[(dash + 1)..], reader.ReadToEnd());
    }
}
