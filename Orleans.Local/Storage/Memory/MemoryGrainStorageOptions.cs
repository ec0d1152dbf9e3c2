using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Options of memory storage.</summary>
public class MemoryGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <inheritdoc />
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}
