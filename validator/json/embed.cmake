# cmake -DOUTPUT=… -DFUNCTION=… -DHEADER=… -DNAMESPACE=… -DFILES=a;b -P embed.cmake
# Writes a C++ source that holds the files' text: what the program carries with it.
set(entries "")
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  get_filename_component(name ${file} NAME)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(folder ${folder} NAME)
  # Pieces well under the length that compilers promise to take in one literal; the compiler joins them.
  string(LENGTH "${text}" length)
  set(literal "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND literal "R\"__u__(${piece})__u__\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  string(APPEND entries "    {\"${folder}/${name}\", ${literal}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\nnamespace {\n\n"
  "constexpr EmbeddedFile kFiles[] = {\n${entries}};\n\n} // namespace\n\n"
  "std::span<const EmbeddedFile> ${FUNCTION}() { return kFiles; }\n\n} // namespace ${NAMESPACE}\n")
