using Newtonsoft.Json;
using Orleans.Storage;

namespace Orleans.Local.Storage;

/// <summary>
/// JSON with the settings that Orleans writes states with, so that either reads what the other wrote: type names and
/// object ids in the text, null and default values left out.
/// </summary>
internal sealed class JsonGrainStorageSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.All,
        TypeNameAssemblyFormatHandling = TypeNameAssemblyFormatHandling.Simple,
        PreserveReferencesHandling = PreserveReferencesHandling.Objects,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        DefaultValueHandling = DefaultValueHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Ignore,
        NullValueHandling = NullValueHandling.Ignore,
        ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
        Formatting = Formatting.None,
        SerializationBinder = new StateTypeBinder(),
        Converters = [new GrainIdJsonConverter(), new SiloAddressJsonConverter(), new GrainReferenceJsonConverter()],
    };

    public BinaryData Serialize<T>(T? input) => new(JsonConvert.SerializeObject(input, typeof(T), Settings));

    public T? Deserialize<T>(BinaryData input) => JsonConvert.DeserializeObject<T>(input.ToString(), Settings);
}
