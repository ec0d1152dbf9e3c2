namespace Orleans.Storage;

/// <summary>Turns states into what storage keeps. The default writes JSON as Orleans does.</summary>
public interface IGrainStorageSerializer
{
    /// <summary>A state's bytes.</summary>
    BinaryData Serialize<T>(T? input);

    /// <summary>The state of these bytes.</summary>
    T? Deserialize<T>(BinaryData input);
}

/// <summary>Options of a storage that uses a serializer.</summary>
public interface IStorageProviderSerializerOptions
{
    /// <summary>The serializer; if none is set, the one under the storage's name, or the silo's.</summary>
    IGrainStorageSerializer GrainStorageSerializer { get; set; }
}
