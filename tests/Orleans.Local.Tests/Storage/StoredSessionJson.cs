using Orleans.Local.Storage;

namespace Wasilo.Orleans.Local.Tests.Storage;

/// <summary>
/// What real Orleans 10.4.2 wrote for <see cref="StoredSession.Sample"/>, from a program whose assembly has this one's
/// name.
/// </summary>
internal static class StoredSessionJson
{
    public const string Text =
        """{"$id":"1","$type":"Wasilo.Orleans.Local.Tests.Storage.StoredSession, Wasilo.Orleans.Local.Tests","Name":"Größe","Count":3,"StartedAt":"2026-01-31T13:00:00.5+01:00","Tags":{"$type":"System.Collections.Generic.List`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib","$values":["a","b"]},"Counters":{"$id":"2","$type":"System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.Int64, System.Private.CoreLib]], System.Private.CoreLib","sent":5000000000},"Kind":1,"Owner":{"Type":"session","Key":"4F9A0B1C2D3E"},"Silo":"127.0.0.1:11111@17","Secret":{"$type":"System.Byte[], System.Private.CoreLib","$value":"AQID"},"First":{"$id":"3","$type":"Wasilo.Orleans.Local.Tests.Storage.StoredItem, Wasilo.Orleans.Local.Tests","Text":"once","At":"2026-01-31T12:00:00Z"},"Again":{"$ref":"3"},"Token":"00112233-4455-6677-8899-aabbccddeeff"}""";

    /// <summary>A state as text, to compare it.</summary>
    public static string Of(StoredSession? state) => new JsonGrainStorageSerializer().Serialize(state).ToString();
}
