using Newtonsoft.Json;
using Orleans;
using Orleans.Local.Storage;
using Orleans.Runtime;

namespace Wasilo.Orleans.Local.Tests.Storage;

public class JsonGrainStorageSerializerTests
{
    private readonly JsonGrainStorageSerializer _serializer = new();

    [Fact]
    public void A_state_is_written_as_Orleans_writes_it() =>
        _serializer.Serialize(StoredSession.Sample()).ToString().ShouldBe(StoredSessionJson.Text);

    [Fact]
    public void What_Orleans_wrote_is_read()
    {
        var read = _serializer.Deserialize<StoredSession>(new BinaryData(StoredSessionJson.Text))!;

        StoredSessionJson.Of(read).ShouldBe(StoredSessionJson.Text);
        read.Again.ShouldBeSameAs(read.First);
    }

    [Theory]
    [InlineData("System.IO.FileInfo, System.Private.CoreLib")]
    [InlineData("System.Action, System.Private.CoreLib")]
    [InlineData("Wasilo.Orleans.Local.Tests.Storage.JsonGrainStorageSerializerTests, Wasilo.Orleans.Local.Tests")]
    [InlineData("System.Collections.Generic.List`1[[System.IO.FileInfo, System.Private.CoreLib]], System.Private.CoreLib")]
    [InlineData("System.IO.FileInfo[], System.Private.CoreLib")]
    public void A_type_that_is_no_state_is_not_constructed(string type)
    {
        var json =
            $$$"""{"$type":"Wasilo.Orleans.Local.Tests.Storage.Holder, Wasilo.Orleans.Local.Tests","Value":{"$type":"{{{type}}}"}}""";

        var exception = Should.Throw<JsonSerializationException>(() => _serializer.Deserialize<Holder>(new BinaryData(json)));

        exception.ToString().ShouldContain("may not be read from storage");
    }

    [Fact]
    public void A_grain_reference_is_refused_with_advice()
    {
        var exception = Should.Throw<JsonSerializationException>(() => _serializer.Serialize(new Holder { Value = new Reference() }));

        exception.Message.ShouldContain("Keep the grain's key instead");
    }

    private sealed class Reference : IAddressable;
}

[GenerateSerializer]
public sealed class Holder
{
    [Id(0)]
    public object? Value { get; set; }
}
