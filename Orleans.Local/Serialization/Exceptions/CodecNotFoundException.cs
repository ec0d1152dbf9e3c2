namespace Orleans.Serialization;

/// <summary>A value is of a type that can't be sent or copied.</summary>
[GenerateSerializer]
public sealed class CodecNotFoundException(string message) : SerializerException(message)
{
    internal static CodecNotFoundException For(Type type) => new(
        type.IsArray && !type.IsSZArray
            ? $"Could not find a codec for type {type}: arrays of several dimensions can't be sent. Use an array of arrays."
            : $"Could not find a codec for type {type}. Put [GenerateSerializer] on it, and [Id(n)] on the members that are to travel.");
}
