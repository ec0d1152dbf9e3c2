using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Wasilo.Simulator.Errors;

namespace Wasilo.Simulator.State;

/// <summary>The file that keeps phones, devices and keys over restarts. It is replaced as a whole, and never half.</summary>
internal sealed class StateFile
{
    private const int Version = 1;

    // A missing field is damage, not a default.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string _path;

    private StateFile(string path, SavedState state)
    {
        _path = path;
        Loaded = state;
    }

    /// <summary>What the file held when it was opened.</summary>
    public SavedState Loaded { get; }

    /// <summary>Reads the file; where there is none, the state is a new one.</summary>
    /// <exception cref="InvalidStateFileException">There is one that is damaged or of another version.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static StateFile Open(string path)
    {
        if (!File.Exists(path))
            return new StateFile(path, new SavedState(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)), []));
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>(File.ReadAllBytes(path), Json) ?? throw new JsonException("It is empty.");
            if (envelope.Version != Version)
                throw new InvalidStateFileException(path, $"it has version {envelope.Version}, this program reads {Version}");
            if (envelope.Sha256 != Hash(envelope.State))
                throw new InvalidStateFileException(path, "its checksum doesn't fit");
            return new StateFile(path, envelope.State);
        }
        catch (JsonException e)
        {
            throw new InvalidStateFileException(path, e.Message, e);
        }
    }

    /// <summary>Writes beside the file, makes sure that it has reached the disk, and puts it in the old one's place.</summary>
    public void Save(SavedState state)
    {
        var temporary = _path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, new Envelope(Version, Hash(state), state), Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    private static string Hash(SavedState state) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state, Json)));

    private sealed record Envelope(int Version, string Sha256, SavedState State);
}
