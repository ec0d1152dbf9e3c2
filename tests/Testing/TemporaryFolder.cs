namespace Wasilo.Testing;

/// <summary>A folder for the time of a test, removed with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasilo-test-");

    /// <summary>The folder.</summary>
    public string FullPath => _folder.FullName;

    /// <summary>A path in the folder.</summary>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(FullPath))
            _folder.Delete(recursive: true);
    }
}
