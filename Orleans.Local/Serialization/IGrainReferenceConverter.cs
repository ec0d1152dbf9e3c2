using System.Buffers;

namespace Orleans.Serialization;

/// <summary>What the serializer must know of grain references: they travel as the runtime says, and are shared, never copied.</summary>
internal interface IGrainReferenceConverter
{
    /// <summary>Asked once for each run-time type.</summary>
    bool IsReference(object value);

    void Write(IBufferWriter<byte> output, object reference);

    object Read(ref ByteReader input);
}
