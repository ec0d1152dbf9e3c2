using System.Buffers;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

internal interface IFakeGrain
{
    string Key { get; }
}

/// <summary>As a runtime's proxies: no attribute, several types for one interface.</summary>
internal sealed class FakeReference(string key) : IFakeGrain
{
    public string Key => key;
}

internal sealed class FakeReferences : IGrainReferenceConverter
{
    public bool IsReference(object value) => value is FakeReference;

    public void Write(IBufferWriter<byte> output, object reference) => output.WriteString(((FakeReference)reference).Key);

    public object Read(ref ByteReader input) => new FakeReference(input.ReadString());
}
